import { MAX_WINDOW_SECONDS } from '../../engine/config/frame-geometry.ts';
import type { LiveSettings } from '../../engine/config/live-settings.ts';
import type { ClipSamples } from '../../engine/data/clip-samples.ts';

/** Half of the longest window of a net, which is judged about the middle of a word. */
const HUSH_SECONDS = MAX_WINDOW_SECONDS / 2;
/** Levels, too, are known a little later. */
const LATE_SECONDS = 0.2;

/**
 * A file of words with silence after it, so that its last word is seen to end, and before it when it is no longer than a
 * word: files that are cut tightly have no room of their own that words could stand out from.
 */
export function betweenHush(
  { samples, sampleRateHz }: ClipSamples,
  { mostMs, pauseMs, smoothingMs }: LiveSettings,
): ClipSamples {
  const isWord = 1000 * samples.length <= mostMs * sampleRateHz;
  const before = isWord ? Math.round(HUSH_SECONDS * sampleRateHz) : 0;
  const after = Math.round((HUSH_SECONDS + (pauseMs + smoothingMs) / 1000 + LATE_SECONDS) * sampleRateHz);
  const longer = new Float32Array(before + samples.length + after);
  longer.set(samples, before);
  return { samples: longer, sampleRateHz };
}
