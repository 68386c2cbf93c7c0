import type { Rng } from '../core/rng.ts';
import { nextTurn } from '../core/turn.ts';
import { quantile } from './quantile.ts';

/** Values of one cluster (a speaker's clips). */
export type Cluster = Float64Array;

/** Values drawn in one go, then the thread's other messages have their turn: a millisecond or two. */
const VALUES_A_TURN = 1 << 15;

/**
 * Cluster bootstrap of a mean over runs that scored the same clips: each draw takes as many runs as there are, with
 * replacement, then as many clusters, and in each of those as many values. Clusters and values are drawn once for all
 * runs of a draw: the speakers are the same people whatever the seed, so more seeds must not make them look like more
 * speakers. (Field and Welsh 2007, doi:10.1111/j.1467-9868.2007.00593.x; crossed factors as in Owen 2007,
 * doi:10.1214/07-AOAS122)
 * @param runs [runs][clusters] values, none empty; cluster by cluster of the same size in all runs
 * @param sizes [clusters] by what the sum of the values drawn is divided, as the words of each clip where values are
 *   errors; without them each counts one. A draw in which nothing is to be divided by has a mean of zero
 * @returns one mean a draw; rejects with a RangeError when the runs did not score the same clips
 */
export async function bootstrapMeans(
  runs: readonly (readonly Cluster[])[],
  draws: number,
  rng: Rng,
  sizes?: readonly Cluster[],
): Promise<Float64Array> {
  const clips = (runs[0] ?? []).map(({ length }) => length);
  for (const run of sizes ? [...runs, sizes] : runs)
    if (run.length !== clips.length || run.some(({ length }, c) => length !== clips[c]))
      throw new RangeError('all runs must score the same clips');
  const means = new Float64Array(draws);
  let drawnInTurn = 0;
  for (let draw = 0; draw < draws; draw++) {
    const drawn = runs.map(() => runs[below(runs.length, rng)]!);
    let sum = 0;
    let count = 0;
    let size = 0;
    for (let c = 0; c < clips.length; c++) {
      const cluster = below(clips.length, rng);
      const own = clips[cluster]!;
      for (let i = 0; i < own; i++) {
        const value = below(own, rng);
        for (const run of drawn) sum += run[cluster]![value]!;
        size += sizes ? sizes[cluster]![value]! : 1;
      }
      count += own;
    }
    means[draw] = size === 0 ? 0 : sum / (size * runs.length);
    drawnInTurn += count * runs.length;
    if (drawnInTurn < VALUES_A_TURN) continue;
    drawnInTurn = 0;
    await nextTurn();
  }
  return means;
}

/** Uniform in [0, n); a level with one member takes nothing from the stream. */
function below(n: number, rng: Rng): number {
  return n === 1 ? 0 : rng.int(n);
}

/**
 * The middle `level` of some draws: percentile interval, quantiles interpolated linearly between order statistics.
 * @param level share of the draws inside, e.g. 0.95
 */
export function percentileInterval(draws: Float64Array, level: number): [low: number, high: number] {
  return [quantile(draws, (1 - level) / 2), quantile(draws, (1 + level) / 2)];
}
