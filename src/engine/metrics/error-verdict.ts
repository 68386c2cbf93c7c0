import type { Rng } from '../core/rng.ts';
import type { Verdict } from '../experiment/report.ts';
import { bySpeaker, judge, shareEqual } from './verdict.ts';

/** What one net made of the test clips. */
export interface Heard {
  /** Texts, as they are scored. */
  readonly texts: readonly string[];
  /** Substituted, deleted and inserted symbols of each clip. */
  readonly errors: Int32Array;
}

/** What three nets of one seed heard in the test clips; all lists in the same order. */
export interface ErrorVerdictRun {
  readonly seed: number;
  /** Symbols said in each clip; the same in all runs. */
  readonly symbols: Int32Array;
  /** Speaker of each clip; null where they are unknown: then every clip stands for itself. */
  readonly speakers: readonly string[] | null;
  readonly teacher: Heard;
  readonly alone: Heard;
  readonly distilled: Heard;
}

/**
 * What distillation brought where errors are counted (WER, CER, PER): the rates are those of all clips together, and the
 * gain is that of the one alone less that of the distilled net, positive where distilled is better. Each draw of the
 * bootstrap divides by the symbols of the clips that it drew (Bisani, Ney 2004, doi:10.1109/ICASSP.2004.1326009).
 * @param runs one a seed, at least one
 * @param labels numbers of labels seen
 * @param rng the stream of the draws
 * @returns as `makeVerdict`; null where nothing was said in any clip
 */
export async function makeErrorVerdict(
  runs: readonly ErrorVerdictRun[],
  labels: Verdict['labels'],
  rng: Rng,
): Promise<Verdict | null> {
  const { symbols, speakers } = runs[0]!;
  const total = sum(symbols);
  if (total === 0) return null;
  const judged = runs.map(({ teacher, alone, distilled }) => ({
    right: {
      teacher: 1 - sum(teacher.errors) / total,
      alone: 1 - sum(alone.errors) / total,
      distilled: 1 - sum(distilled.errors) / total,
    },
    gains: bySpeaker(
      alone.errors.map((errors, clip) => errors - distilled.errors[clip]!),
      speakers,
    ),
    agreement: shareEqual(distilled.texts, teacher.texts),
  }));
  return judge(judged, labels, rng, bySpeaker(symbols, speakers));
}

function sum(values: Int32Array): number {
  return values.reduce((total, value) => total + value, 0);
}
