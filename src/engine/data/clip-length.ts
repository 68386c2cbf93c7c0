import type { AugmentConfig, FrontEndConfig } from '../config/experiment.ts';
import { frameGeometry, windowOf } from '../config/frame-geometry.ts';
import type { Utterance } from './dataset.ts';

/**
 * Frames of a clip that is taken whole, to the end of the last frame. What is varied in speed gets room for its slowest
 * version, in whose middle the others lie.
 */
export function clipFrames({ audio }: Utterance, frontEnd: FrontEndConfig, varied: AugmentConfig | null): number {
  const slowest = 1 + (varied?.speed ?? 0) / 100;
  return windowOf((slowest * audio.length) / audio.sampleRateHz, frontEnd, Infinity).frames;
}

/** Samples at the features' rate that so many frames are made of. */
export function samplesOfFrames(frames: number, frontEnd: FrontEndConfig): number {
  const { frameSamples, hopSamples, padSamples } = frameGeometry(frontEnd);
  return frameSamples - 2 * padSamples + (frames - 1) * hopSamples;
}
