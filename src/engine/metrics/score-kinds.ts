import type { ClassScores, ErrorScores, Scores } from '../train/events.ts';

export function isErrorScores(scores: Scores): scores is ErrorScores {
  return 'errorRates' in scores;
}

/** Those of classes; null where errors are counted instead. */
export function classScores(scores: Scores): ClassScores | null {
  return isErrorScores(scores) ? null : scores;
}

/** 0 to 1: how much is right, by what the verdict goes by. */
export function rightShare(scores: Scores): number {
  if (!isErrorScores(scores)) return scores.accuracy;
  return Math.max(0, 1 - judgedRate(scores));
}

/** The error rate that is judged by: a fraction, above 1 where more is heard than said. */
export function judgedRate({ errorRates, judged }: ErrorScores): number {
  return errorRates[judged] ?? NaN;
}
