import type { ClassScores, ErrorScores, Scores } from '../train/events.ts';

export function isErrorScores(scores: Scores): scores is ErrorScores {
  return 'errorRates' in scores;
}

/** Those of classes; null where errors are counted instead. */
export function classScores(scores: Scores): ClassScores | null {
  return isErrorScores(scores) ? null : scores;
}
