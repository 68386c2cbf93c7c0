import { loudness } from './loudness.ts';

/** Kept before and after what is loud: soft beginnings and ends of words lie below every threshold. */
const MARGIN_MS = 120;

/**
 * Where the word lies in a recording: from the first to the last frame that is loud, with a margin. A recording
 * without anything that stands out is left whole.
 * @param samples mono, -1 to 1
 */
export function trimToWord(samples: Float32Array, sampleRateHz: number): Float32Array {
  const { loud, frameSamples } = loudness(samples, sampleRateHz);
  const first = loud.indexOf(true);
  if (first < 0) return samples;
  const last = loud.lastIndexOf(true);
  const margin = Math.round((MARGIN_MS * sampleRateHz) / 1000);
  const end = Math.min(samples.length, (last + 1) * frameSamples + margin);
  return samples.subarray(Math.max(0, first * frameSamples - margin), end);
}
