import type { FrontEndConfig } from '../../engine/config/experiment.ts';
import { FEATURE_RATE_HZ, windowOf } from '../../engine/config/frame-geometry.ts';
import type { ClipSamples } from '../../engine/data/clip-samples.ts';

/**
 * A clip lengthened to the end of a frame, in the middle between zeros, as clips are that are taken whole: then the stream
 * has the frames that the file has, to the bit at 16 kHz; at other rates zeros can only be as many as samples allow.
 */
export function wholeClip({ samples, sampleRateHz }: ClipSamples, frontEnd: FrontEndConfig): ClipSamples {
  const window = windowOf(samples.length / sampleRateHz, frontEnd, Infinity);
  const whole = new Float32Array(
    Math.max(samples.length, Math.round((window.samples * sampleRateHz) / FEATURE_RATE_HZ)),
  );
  whole.set(samples, (whole.length - samples.length) >> 1);
  return { samples: whole, sampleRateHz };
}
