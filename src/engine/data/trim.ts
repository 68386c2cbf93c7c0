import { loudness } from './loudness.ts';

/** Kept before and after what is loud: soft beginnings and ends of words lie below every threshold. */
const MARGIN_MS = 120;
/** Within a word it is quiet for less; and two margins have room in it. */
const SILENCE_MS = 250;
/** What is shorter, and stands alone, is a click. */
const CLICK_MS = 50;

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

/**
 * The words of a recording that silence keeps apart, in their order and without overlap and with the same
 * margin; none where nothing stands out.
 * @param samples mono, -1 to 1
 */
export function wordStretches(samples: Float32Array, sampleRateHz: number): Stretch[] {
  const { loud, frameSamples } = loudness(samples, sampleRateHz);
  const inFrames = (ms: number) => (ms * sampleRateHz) / 1000 / frameSamples;
  const runs: { first: number; end: number }[] = [];
  loud.forEach((isLoud, frame) => {
    const last = runs.at(-1);
    if (!isLoud) return;
    if (last && frame - last.end < inFrames(SILENCE_MS)) last.end = frame + 1;
    else runs.push({ first: frame, end: frame + 1 });
  });
  const words = runs.filter(({ first, end }) => end - first >= inFrames(CLICK_MS));
  const margin = Math.round((MARGIN_MS * sampleRateHz) / 1000);
  return words.map(({ first, end }) => ({
    start: Math.max(0, first * frameSamples - margin),
    end: Math.min(samples.length, end * frameSamples + margin),
  }));
}
