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
  return judge(
    runs.map((run) => ({
      right: {
        teacher: shareEqual(run.teacher, run.labels),
        alone: shareEqual(run.alone, run.labels),
        distilled: shareEqual(run.distilled, run.labels),
      },
      gains: bySpeaker(gainsOf(run), run.speakers),
      agreement: shareEqual(run.distilled, run.teacher),
    })),
    labels,
    rng,
  );
}

/** What a verdict is made of, for one seed. */
export interface JudgedRun {
  /** Shares of what there was to get right. */
  readonly right: Readonly<Record<'teacher' | 'alone' | 'distilled', number>>;
  /** Of each speaker's clips: what the distilled net got right more than the one alone. */
  readonly gains: readonly Cluster[];
  /** Share of the clips where distilled and teacher say the same. */
  readonly agreement: number;
}

/**
 * The verdict on runs that were scored in whatever way.
 * @param sizes of each speaker's clips, how much there was to get right; without them one in each
 */
export async function judge(
  runs: readonly JudgedRun[],
  labels: Verdict['labels'],
  rng: Rng,
  sizes?: readonly Cluster[],
): Promise<Verdict> {
  const mean = (read: (run: JudgedRun) => number): number =>
    runs.reduce((sum, run) => sum + read(run), 0) / runs.length;
  const teacher = mean(({ right }) => right.teacher);
  const alone = mean(({ right }) => right.alone);
  const distilled = mean(({ right }) => right.distilled);
  const draws = await bootstrapMeans(
    runs.map(({ gains }) => gains),
    DRAWS,
    rng,
    sizes,
  );
  const [low, high] = percentileInterval(draws, LEVEL);
  return {
    gainPoints: 100 * (distilled - alone),
    ci95: [100 * low, 100 * high],
    gapClosed: teacher > alone ? (distilled - alone) / (teacher - alone) : null,
    agreement: 100 * mean(({ agreement }) => agreement),
    labels,
  };
}

/** Values of clips by speaker, who come in the order of their first clips; unknown ones are one a clip. */
export function bySpeaker(values: ArrayLike<number>, speakers: readonly string[] | null): Cluster[] {
  if (speakers === null) return Array.from(values, (value) => Float64Array.of(value));
  const clipsOf = groupBy(speakers, (name) => name);
  return Array.from(clipsOf.values(), (clips) => Float64Array.from(clips, (clip) => values[clip]!));
}

/** Clip by clip: 1 where only the distilled net is right, -1 where only the one alone is, else 0. */
function gainsOf({ labels, alone, distilled }: VerdictRun): number[] {
  return Array.from(labels, (label, i) => Number(distilled[i] === label) - Number(alone[i] === label));
}

/** Share of places where two lists of the same length agree. */
export function shareEqual(a: ArrayLike<unknown>, b: ArrayLike<unknown>): number {
  let equal = 0;
  for (let i = 0; i < a.length; i++) if (a[i] === b[i]) equal++;
  return equal / a.length;
}
