import { FEATURE_RATE_HZ, frameGeometry, windowOf } from '../config/frame-geometry.ts';
import type { FrontEndConfig } from '../config/experiment.ts';
import type { FeatureShape } from './feature-block.ts';

const WINDOW_PERCENTILE = 0.95;
const MAX_WINDOW_SECONDS = 2;
/** Grid on which the loudest part of a long clip is sought. */
const SEARCH_STEP_MS = 10;

/**
 * The fixed window of a dataset: {@link windowSeconds} in whole frames.
 * @param durationsSeconds of the training clips
 */
export function windowShape(durationsSeconds: readonly number[], config: FrontEndConfig): FeatureShape {
  const { frames, samples } = windowOf(windowSeconds(durationsSeconds), config);
  return { frames, bins: frameGeometry(config).bins, windowSamples: samples };
}

/** The 95th percentile of the training durations (nearest rank), at most 2 s; 0 without any. */
export function windowSeconds(durationsSeconds: readonly number[]): number {
  const sorted = Float64Array.from(durationsSeconds).sort();
  const percentile = sorted[Math.max(0, Math.ceil(WINDOW_PERCENTILE * sorted.length) - 1)] ?? 0;
  return Math.min(MAX_WINDOW_SECONDS, percentile);
}

/** Fits `clip` into `out`: a shorter clip centred between zeros, of a longer one the stretch with the most energy. */
export function fitWindow(clip: Float32Array, out: Float32Array): void {
  if (clip.length <= out.length) {
    const start = (out.length - clip.length) >> 1;
    out.fill(0, 0, start);
    out.set(clip, start);
    out.fill(0, start + clip.length);
    return;
  }
  const start = loudestStart(clip, out.length);
  out.set(clip.subarray(start, start + out.length));
}

function loudestStart(clip: Float32Array, length: number): number {
  const step = Math.round((SEARCH_STEP_MS * FEATURE_RATE_HZ) / 1000);
  let energy = 0;
  for (let n = 0; n < length; n++) energy += clip[n]! * clip[n]!;
  let best = 0;
  let bestEnergy = energy;
  for (let start = step; start + length <= clip.length; start += step) {
    for (let n = start - step; n < start; n++) energy += clip[n + length]! ** 2 - clip[n]! ** 2;
    if (energy > bestEnergy) {
      best = start;
      bestEnergy = energy;
    }
  }
  return best;
}
