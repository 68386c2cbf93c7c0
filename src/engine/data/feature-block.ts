import type { Split } from './dataset.ts';

/** What the trainers see of the clips: shape, and the statistics that are saved with the models. */
export interface FeatureShape {
  /** Frames in the fixed window (T); of clips that are taken whole, of the longest. */
  readonly frames: number;
  /** Features a frame (F), deltas included. */
  readonly bins: number;
  /** Samples in so many frames, at 16 kHz. */
  readonly windowSamples: number;
}

export interface Normaliser {
  /** [F], subtracted. */
  readonly mean: Float32Array;
  /** [F], multiplied after the mean is taken off. */
  readonly inverseDeviation: Float32Array;
}

/** Features of all clips of one split in one noisy version: normalised once, before trainers get them. */
export interface FeatureBlock {
  readonly split: Split;
  /** 0-based; validation and test have version 0 only. */
  readonly version: number;
  /**
   * [clips of the split, T, F], in the split's order; [frames of all, F] where each clip has its own number of them.
   * Shared between threads where possible.
   */
  readonly data: Float32Array;
}
