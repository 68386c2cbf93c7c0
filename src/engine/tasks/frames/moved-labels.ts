import { FEATURE_RATE_HZ } from '../../config/frame-geometry.ts';
import type { Moves } from '../../data/augment/moves.ts';
import type { FrameGrid } from '../../data/sequences.ts';
import { UNLABELLED } from './label-frames.ts';

/** A clip in the middle of its window, in samples at the features' rate. */
export interface Fitted {
  readonly clipSamples: number;
  readonly windowSamples: number;
}

/** Samples of the window before the clip. */
export function paddingBefore({ clipSamples, windowSamples }: Fitted): number {
  return Math.max(0, windowSamples - clipSamples) >> 1;
}

/**
 * Labels of a version of a clip that is moved in time: each frame has that of the unmoved clip's frame whose middle is
 * nearest to what is heard in its own, half a hop away at most.
 * @param labels of the unmoved clip's frames
 */
export function movedLabels(
  labels: Int32Array,
  { firstSeconds, hopSeconds }: FrameGrid,
  fitted: Fitted,
  { speed, shiftSamples }: Moves,
): Int32Array {
  if (speed === 1 && shiftSamples === 0) return labels;
  const { clipSamples, windowSamples } = fitted;
  const before = paddingBefore(fitted);
  const beforeMoved = paddingBefore({ clipSamples: Math.round(clipSamples / speed), windowSamples });
  return labels.map((_, frame) => {
    const middle = (firstSeconds + frame * hopSeconds) * FEATURE_RATE_HZ;
    const unmoved = (middle - shiftSamples - beforeMoved) * speed + before;
    return labels[Math.round((unmoved / FEATURE_RATE_HZ - firstSeconds) / hopSeconds)] ?? UNLABELLED;
  });
}
