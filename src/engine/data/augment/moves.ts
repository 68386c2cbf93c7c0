import type { AugmentConfig } from '../../config/experiment.ts';
import { FEATURE_RATE_HZ } from '../../config/frame-geometry.ts';
import { Rng } from '../../core/rng.ts';

/** How a version of a clip lies in time. */
export interface Moves {
  /** Of play: 1 as it was recorded. */
  readonly speed: number;
  /** To the right, at the features' rate, after the clip was fitted to its window. */
  readonly shiftSamples: number;
}

/** What is drawn for features: each clip and version has forks of its own. */
export function featureStream(seed: number): Rng {
  return Rng.fromSeed(seed).fork('features');
}

/** What is drawn to vary one version of a clip. @param stream see {@link featureStream} */
export function variationDraws(stream: Rng, version: number, clipId: string): Rng {
  return stream.fork('augment').fork(version).fork(clipId);
}

export function drawMoves({ speed, shiftMs }: AugmentConfig, draws: Rng): Moves {
  const percent = speed > 0 ? wholeBetween(draws.fork('speed'), speed) : 0;
  const most = Math.round((shiftMs * FEATURE_RATE_HZ) / 1000);
  return { speed: 1 + percent / 100, shiftSamples: shiftMs > 0 ? wholeBetween(draws.fork('shift'), most) : 0 };
}

/** A whole number from -most to most, each as likely. */
function wholeBetween(rng: Rng, most: number): number {
  return rng.int(2 * most + 1) - most;
}
