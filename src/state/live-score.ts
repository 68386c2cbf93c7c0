import type { HeardEntry } from './live-store.ts';

/** Words told so far, and how many each net got right. */
export function scoreOf(
  heard: readonly HeardEntry[],
  trainingId: string,
): { readonly right: number; readonly of: number } {
  const told = heard.filter(({ truth }) => truth !== null);
  const right = told.filter(({ truth, sound }) => {
    const answer = sound.answers.find((one) => one.trainingId === trainingId);
    return truth === '' ? answer?.said !== true : answer?.said === true && answer.label === truth;
  });
  return { right: right.length, of: told.length };
}
