import type { Rng } from '../core/rng.ts';
import type { Verdict } from '../experiment/report.ts';
import { bySpeaker, judge } from './verdict.ts';

/** What three nets of one seed made of the frames of the test clips; all lists clip by clip, in the same order. */
export interface FrameVerdictRun {
  readonly seed: number;
  /** Frames with a label; the same in all runs, at least one in all clips together. */
  readonly frames: Int32Array;
  /** Speaker of each clip; null where they are unknown: then every clip stands for itself. */
  readonly speakers: readonly string[] | null;
  /** How many of them each net got right. */
  readonly teacher: Int32Array;
  readonly alone: Int32Array;
  readonly distilled: Int32Array;
  /** Of how many distilled net and teacher say the same. */
  readonly agreed: Int32Array;
}

/**
 * What distillation brought where every frame is judged: shares of all frames together. Frames of an utterance resemble
 * one another, so it is speakers and whole utterances that are drawn, and each draw divides by the frames that it drew.
 * @param runs one a seed, at least one
 * @param labels numbers of labels seen
 * @param rng the stream of the draws
 * @returns as `makeVerdict`; `agreement` is the share of frames
 */
export function makeFrameVerdict(
  runs: readonly FrameVerdictRun[],
  labels: Verdict['labels'],
  rng: Rng,
): Promise<Verdict> {
  const { frames, speakers } = runs[0]!;
  const share = (counts: Int32Array): number => sum(counts) / sum(frames);
  const judged = runs.map(({ teacher, alone, distilled, agreed }) => ({
    right: { teacher: share(teacher), alone: share(alone), distilled: share(distilled) },
    gains: bySpeaker(
      distilled.map((right, clip) => right - alone[clip]!),
      speakers,
    ),
    agreement: share(agreed),
  }));
  return judge(judged, labels, rng, bySpeaker(frames, speakers));
}

function sum(values: Int32Array): number {
  return values.reduce((total, value) => total + value, 0);
}
