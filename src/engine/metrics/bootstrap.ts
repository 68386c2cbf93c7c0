import type { Rng } from '../core/rng.ts';

/** Values of one cluster (a speaker's clips). */
export type Cluster = Float64Array;

/**
 * Hierarchical cluster bootstrap of a mean: each draw takes as many runs as there are, with replacement, in each of
 * them as many clusters, and in each of those as many values; the draw's result is the mean over its runs of the mean
 * over their values. A level with one member is left as it is. (Field and Welsh 2007, doi:10.1111/j.1467-9868.2007.00593.x)
 * @param runs [runs][clusters] values, none empty
 * @returns one mean a draw
 */
export function bootstrapMeans(runs: readonly (readonly Cluster[])[], draws: number, rng: Rng): Float64Array {
  const means = new Float64Array(draws);
  for (let draw = 0; draw < draws; draw++) {
    let meanSum = 0;
    for (let r = 0; r < runs.length; r++) meanSum += resampledMean(pick(runs, rng), rng);
    means[draw] = meanSum / runs.length;
  }
  return means;
}

function resampledMean(clusters: readonly Cluster[], rng: Rng): number {
  let sum = 0;
  let count = 0;
  for (let c = 0; c < clusters.length; c++) {
    const cluster = pick(clusters, rng);
    const size = cluster.length;
    for (let i = 0; i < size; i++) sum += cluster[size === 1 ? 0 : rng.int(size)]!;
    count += size;
  }
  return sum / count;
}

function pick<T>(items: readonly T[], rng: Rng): T {
  return items[items.length === 1 ? 0 : rng.int(items.length)]!;
}

/**
 * The middle `level` of some draws: percentile interval, quantiles interpolated linearly between order statistics.
 * @param level share of the draws inside, e.g. 0.95
 */
export function percentileInterval(draws: Float64Array, level: number): [low: number, high: number] {
  const sorted = Float64Array.from(draws).sort();
  return [quantile(sorted, (1 - level) / 2), quantile(sorted, (1 + level) / 2)];
}

function quantile(sorted: Float64Array, share: number): number {
  const position = share * (sorted.length - 1);
  const below = Math.floor(position);
  const low = sorted[below]!;
  return low + (sorted[Math.min(below + 1, sorted.length - 1)]! - low) * (position - below);
}
