import { loudness } from './loudness.ts';

/** Kept before and after what is loud: soft beginnings and ends of words lie below every threshold. */
const MARGIN_MS = 120;

/** A stretch of a recording, in samples: from `start`, up to and without `end`. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/**
 * Where the word lies in a recording: from the first to the last frame that is loud, with a margin. A recording
 * without anything that stands out is left whole.
 * @param samples mono, -1 to 1
 */
export function wordStretch(samples: Float32Array, sampleRateHz: number): Stretch {
  const { loud, frameSamples } = loudness(samples, sampleRateHz);
  const first = loud.indexOf(true);
  if (first < 0) return { start: 0, end: samples.length };
  const last = loud.lastIndexOf(true);
  const margin = Math.round((MARGIN_MS * sampleRateHz) / 1000);
  return {
    start: Math.max(0, first * frameSamples - margin),
    end: Math.min(samples.length, (last + 1) * frameSamples + margin),
  };
}
