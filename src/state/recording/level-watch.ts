import type { InputLevel } from '../services.ts';

/** What is wrong with the level now. */
export type LevelTrouble = 'clipped' | 'quiet';

/** What is said of the level, and what it follows from. Times are milliseconds. */
export interface LevelWatch {
  readonly trouble: LevelTrouble | null;
  /** Clipping goes on being said for so long: it can be read, and its end is no news. */
  readonly clippedFor: number;
  /** Spent in this take, and the loudest of it. */
  readonly listened: number;
  readonly peak: number;
}

const CLIPPED_HOLD_MS = 2000;
/** By then a word has begun. */
const QUIET_AFTER_MS = 1500;
/** -34 dB, as for a take that is over. */
const QUIET_PEAK = 0.02;

export const unwatched: LevelWatch = { trouble: null, clippedFor: 0, listened: 0, peak: 0 };

/**
 * Judges the level as it comes: clipping at once, "too quiet" when a word should have been heard by now.
 * @param awaited somebody should be speaking
 */
export function watchLevel(watch: LevelWatch, level: InputLevel, ms: number, awaited: boolean): LevelWatch {
  const clippedFor = level.clipped ? CLIPPED_HOLD_MS : Math.max(0, watch.clippedFor - ms);
  const listened = awaited ? watch.listened + ms : 0;
  const peak = awaited ? Math.max(watch.peak, level.peak) : 0;
  const quiet = listened >= QUIET_AFTER_MS && peak < QUIET_PEAK;
  return { clippedFor, listened, peak, trouble: clippedFor > 0 ? 'clipped' : quiet ? 'quiet' : null };
}
