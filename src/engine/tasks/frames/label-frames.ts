import { FEATURE_RATE_HZ, frameGeometry } from '../../config/frame-geometry.ts';
import type { FrontEndConfig } from '../../config/experiment.ts';
import type { Segment } from '../../data/dataset.ts';
import type { FrameGrid } from '../../data/sequences.ts';

/** A frame without a label. */
export const UNLABELLED = -1;

/** @param stride frames of the features from one answer to the next */
export function frameGrid(frontEnd: FrontEndConfig, stride: number): FrameGrid {
  const { frameSamples, hopSamples, padSamples } = frameGeometry(frontEnd);
  return {
    firstSeconds: (frameSamples / 2 - padSamples) / FEATURE_RATE_HZ,
    hopSeconds: (hopSamples * stride) / FEATURE_RATE_HZ,
  };
}

/**
 * Each frame gets the class of the segment that its middle lies in, from a segment's start on and before its end; of
 * several the last. Frames outside of all of them keep what they have.
 * @param into [frames], written
 * @param classOf a segment's class; null: it labels nothing
 */
export function labelFrames(
  segments: readonly Segment[],
  { firstSeconds, hopSeconds }: FrameGrid,
  classOf: (segment: Segment) => number | null,
  into: Int32Array,
): void {
  const middle = (frame: number): number => firstSeconds + frame * hopSeconds;
  for (const segment of segments) {
    const label = classOf(segment);
    let frame = Math.max(0, Math.floor((segment.startSeconds - firstSeconds) / hopSeconds));
    while (frame < into.length && middle(frame) < segment.startSeconds) frame++;
    for (; frame < into.length && middle(frame) < segment.endSeconds; frame++) into[frame] = label ?? UNLABELLED;
  }
}
