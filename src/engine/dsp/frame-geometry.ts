import type { FrontEndConfig } from '../config/experiment.ts';

/** Rate at which all features are computed. */
export const FEATURE_RATE_HZ = 16_000;

/** Sizes that follow from a configuration, in samples at {@link FEATURE_RATE_HZ}. */
export interface FrameGeometry {
  readonly frameSamples: number;
  readonly hopSamples: number;
  readonly bins: number;
}

export function frameGeometry(config: FrontEndConfig): FrameGeometry {
  const statics = config.kind === 'mfcc' ? config.coefficients : config.melBands;
  return {
    frameSamples: Math.round((config.windowMs * FEATURE_RATE_HZ) / 1000),
    hopSamples: Math.round((config.hopMs * FEATURE_RATE_HZ) / 1000),
    bins: statics * (1 + config.deltas),
  };
}
