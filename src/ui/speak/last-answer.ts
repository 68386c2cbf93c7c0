import type { NetAnswer } from '../../engine/live/events.ts';
import type { HeardEntry } from '../../state/live-store.ts';

export interface LastAnswer {
  readonly id: number;
  readonly answer: NetAnswer;
  readonly waitMs: number;
  readonly computeMs: number;
}

/** A net's answer to the last sound that may be a word; null before there is one. */
export function lastAnswer(heard: readonly HeardEntry[], trainingId: string): LastAnswer | null {
  const entry = heard.find(({ sound }) => sound.noWord === null);
  const answer = entry?.sound.answers.find((one) => one.trainingId === trainingId);
  if (!entry || !answer) return null;
  const { waitMs, computeMs } = entry.sound;
  return { id: entry.id, answer, waitMs, computeMs };
}
