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

/**
 * What some steps of one training draw, where not all versions of all training clips fit into memory: clips by their
 * position in the training split, each in one of its versions. Plain lists, since they cross threads more than once.
 */
export interface Portion {
  /** 0-based among those of its training. */
  readonly index: number;
  /** Ascending; a clip comes once for each of its versions. */
  readonly positions: readonly number[];
  readonly versions: readonly number[];
}

/** Features of all clips of one split in one noisy version: normalised once, before trainers get them. */
export interface FeatureBlock {
  readonly split: Split;
  /** 0-based; validation and test have version 0 only. */
  readonly version: number;
  /** Instead of all training clips in one version, these. */
  readonly portion?: Portion;
  /**
   * [clips of the split, T, F], in the split's order; [frames of all, F] where each clip has its own number of them.
   * Shared between threads where possible.
   */
  readonly data: Float32Array;
}
