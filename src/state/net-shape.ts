import type { FrontEndConfig } from '../engine/config/experiment.ts';
import { frameGeometry, windowOf } from '../engine/config/frame-geometry.ts';
import type { NetShape } from '../engine/models/model.ts';

/**
 * The shape that nets will be built for, before any audio is read.
 * @param windowSeconds 95th percentile of the training durations
 */
export function netShape(windowSeconds: number, frontEnd: FrontEndConfig, classes: number): NetShape {
  return { frames: windowOf(windowSeconds, frontEnd).frames, bins: frameGeometry(frontEnd).bins, classes };
}
