import type { Scores } from '../train/events.ts';

/** What became of the clips of one class. */
export interface ClassRow {
  readonly label: string;
  /** Shares, 0 to 1. */
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  /** Clips of this class. */
  readonly support: number;
  /** The wrong answer given most often; null when there was none. */
  readonly mistakenFor: { readonly label: string; readonly clips: number } | null;
}

/** @param classes names in order of their output unit */
export function classTable({ perClass, confusion }: Scores, classes: readonly string[]): ClassRow[] {
  return perClass.map(({ precision, recall, f1, support }, truth) => {
    const wrong = classes
      .map((label, answer) => ({ label, clips: answer === truth ? 0 : confusion[truth * classes.length + answer]! }))
      .reduce((most, candidate) => (candidate.clips > most.clips ? candidate : most));
    return {
      label: classes[truth]!,
      precision,
      recall,
      f1,
      support,
      mistakenFor: wrong.clips > 0 ? wrong : null,
    };
  });
}
