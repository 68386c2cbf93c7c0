import type { InputLevel } from '../services.ts';

/** How far a take has come. Times are milliseconds. */
export interface WordProgress {
  readonly spoken: number;
  /** Since the last sound. */
  readonly hush: number;
}

/** Above the room (9 dB): what is not louder is the room. */
const ABOVE_ROOM = 2.8;
/** Below it (-50 dB) nothing is a word, in the stillest room. */
const LEAST_RMS = 0.003;
const MIN_SPOKEN_MS = 100;
/** Within words it is quiet for less. */
const HUSH_MS = 600;

export const unspoken: WordProgress = { spoken: 0, hush: 0 };

/** @param roomRms of the hush before the word */
export function hearWord(progress: WordProgress, { rms }: InputLevel, ms: number, roomRms: number): WordProgress {
  const isLoud = rms >= Math.max(LEAST_RMS, ABOVE_ROOM * roomRms);
  return { spoken: progress.spoken + (isLoud ? ms : 0), hush: isLoud ? 0 : progress.hush + ms };
}

/** A word was said, and a pause follows: the take need not last any longer. */
export function wordIsOver({ spoken, hush }: WordProgress): boolean {
  return spoken >= MIN_SPOKEN_MS && hush >= HUSH_MS;
}
