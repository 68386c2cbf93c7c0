import type { AugmentConfig } from '../../config/experiment.ts';
import type { Rng } from '../../core/rng.ts';

/** Features of one clip: rows of `groups` x `statics` values, a group each for the statics and every order of differences. */
export interface MaskedShape {
  readonly frames: number;
  readonly statics: number;
  readonly groups: number;
  readonly hopMs: number;
}

/**
 * Masks stretches of time and bands of features of one clip, in place: widths uniform from 0 to the widest, places uniform
 * (D. S. Park et al., "SpecAugment: A simple data augmentation method for automatic speech recognition", Interspeech
 * 2019; without its time warping). What is masked takes the clip's mean of that feature, as their zeros do where features
 * have mean zero. A band is masked in the differences too.
 *
 * @param features [frames, groups x statics] from `offset` on
 */
export function specAugment(
  features: Float32Array,
  offset: number,
  { frames, statics, groups, hopMs }: MaskedShape,
  config: AugmentConfig,
  rng: Rng,
): void {
  const bins = groups * statics;
  const means = meansOf(features.subarray(offset, offset + frames * bins), bins);
  const mask = (frame: number, bin: number) => (features[offset + frame * bins + bin] = means[bin]!);
  const widestTime = config.timeMaskMs / hopMs;
  for (let i = 0; i < config.timeMasks; i++) {
    const [from, to] = stretch(frames, widestTime, rng.fork('time').fork(i));
    for (let frame = from; frame < to; frame++) for (let bin = 0; bin < bins; bin++) mask(frame, bin);
  }
  const widestBand = (config.frequencyMaskShare / 100) * statics;
  for (let i = 0; i < config.frequencyMasks; i++) {
    const [from, to] = stretch(statics, widestBand, rng.fork('frequency').fork(i));
    for (let frame = 0; frame < frames; frame++)
      for (let group = 0; group < groups; group++)
        for (let bin = from; bin < to; bin++) mask(frame, group * statics + bin);
  }
}

/** Up to `widest` of `length` places. */
function stretch(length: number, widest: number, rng: Rng): [from: number, to: number] {
  const width = rng.int(Math.min(length, Math.round(widest)) + 1);
  const from = rng.int(length - width + 1);
  return [from, from + width];
}

function meansOf(features: Float32Array, bins: number): Float64Array {
  const means = new Float64Array(bins);
  for (let at = 0; at < features.length;) for (let bin = 0; bin < bins; bin++, at++) means[bin]! += features[at]!;
  return means.map((sum) => (sum * bins) / features.length);
}
