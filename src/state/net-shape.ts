import type { FrontEndConfig } from '../engine/config/experiment.ts';
import type { NetShape } from '../engine/models/model.ts';

const FEATURE_RATE_HZ = 16_000;
const MAX_WINDOW_SECONDS = 2;

/**
 * The shape that nets will be built for, before any audio is read: the rule of `engine/data/clip-window`, to which a
 * test holds it.
 * @param windowSeconds 95th percentile of the training durations
 */
export function netShape(windowSeconds: number, frontEnd: FrontEndConfig, classes: number): NetShape {
  const frameSamples = Math.round((frontEnd.windowMs * FEATURE_RATE_HZ) / 1000);
  const hopSamples = Math.round((frontEnd.hopMs * FEATURE_RATE_HZ) / 1000);
  const wanted = Math.min(MAX_WINDOW_SECONDS, windowSeconds) * FEATURE_RATE_HZ;
  const statics = frontEnd.kind === 'mfcc' ? frontEnd.coefficients : frontEnd.melBands;
  return {
    frames: Math.max(0, Math.ceil((wanted - frameSamples) / hopSamples)) + 1,
    bins: statics * (1 + frontEnd.deltas),
    classes,
  };
}
