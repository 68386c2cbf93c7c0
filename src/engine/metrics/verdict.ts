import { groupBy } from '../core/group-by.ts';
import type { Rng } from '../core/rng.ts';
import type { Verdict } from '../experiment/report.ts';
import { bootstrapMeans, percentileInterval, type Cluster } from './bootstrap.ts';

const DRAWS = 2000;
const LEVEL = 0.95;

/** What three nets of one seed answered on the test clips; all lists in the same order, at least one clip. */
export interface VerdictRun {
  readonly seed: number;
  /** True class of each clip. */
  readonly labels: Int32Array;
  /** Speaker of each clip; null where they are unknown: then every clip stands for itself. */
  readonly speakers: readonly string[] | null;
  readonly teacher: Int32Array;
  readonly alone: Int32Array;
  readonly distilled: Int32Array;
}

/**
 * What distillation brought: gain with its interval by a paired cluster bootstrap (seeds, then test speakers, then
 * their clips; with one seed, speakers and clips).
 * @param runs one a seed, at least one
 * @param labels numbers of labels seen
 * @param rng the stream of the draws
 * @returns `gainPoints` and `ci95` in percentage points, `agreement` in percent, `gapClosed` as a share (1: all of it)
 */
export async function makeVerdict(runs: readonly VerdictRun[], labels: Verdict['labels'], rng: Rng): Promise<Verdict> {
  const mean = (read: (run: VerdictRun) => number): number =>
    runs.reduce((sum, run) => sum + read(run), 0) / runs.length;
  const teacher = mean((run) => shareEqual(run.teacher, run.labels));
  const alone = mean((run) => shareEqual(run.alone, run.labels));
  const distilled = mean((run) => shareEqual(run.distilled, run.labels));
  const draws = await bootstrapMeans(runs.map(gainsBySpeaker), DRAWS, rng);
  const [low, high] = percentileInterval(draws, LEVEL);
  return {
    gainPoints: 100 * (distilled - alone),
    ci95: [100 * low, 100 * high],
    gapClosed: teacher > alone ? (distilled - alone) / (teacher - alone) : null,
    agreement: 100 * mean((run) => shareEqual(run.distilled, run.teacher)),
    labels,
  };
}

/** For each speaker, clip by clip: 1 where only the distilled net is right, -1 where only the one alone is, else 0. */
function gainsBySpeaker({ labels, speakers, alone, distilled }: VerdictRun): Cluster[] {
  const gains = Array.from(labels, (label, i) => Number(distilled[i] === label) - Number(alone[i] === label));
  if (speakers === null) return gains.map((gain) => Float64Array.of(gain));
  const bySpeaker = groupBy(speakers, (name) => name);
  return Array.from(bySpeaker.values(), (clips) => Float64Array.from(clips, (clip) => gains[clip]!));
}

function shareEqual(a: Int32Array, b: Int32Array): number {
  let equal = 0;
  a.forEach((value, i) => {
    if (value === b[i]) equal++;
  });
  return equal / a.length;
}
