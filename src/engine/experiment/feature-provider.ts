import type { Experiment } from '../config/experiment.ts';
import type { ErrorReport } from '../core/errors.ts';
import type { Dataset, Split } from '../data/dataset.ts';
import type { FeatureBlock, FeatureShape, Normaliser, Portion } from '../data/feature-block.ts';

export interface WholeClips {
  readonly shape: FeatureShape;
  readonly lengths: Readonly<Record<Split, Int32Array>>;
}

export interface FeatureRequest {
  readonly dataset: Dataset;
  /** Indices of the utterances of each split, in the split's order. */
  readonly members: Readonly<Record<Split, Int32Array>>;
  /**
   * How many training clips, the last ones, are none of the dataset's own: what is measured of all (the window, statistics,
   * babble) is of the others. None by default.
   */
  readonly unlabelled?: number;
  /** Where clips are taken whole: frames of each, and the room for the longest; without it all are fitted to one window. */
  readonly whole?: WholeClips | null;
  /** Training clips are asked for in portions of so many bytes, and what is measured of all of them is measured by such. */
  readonly portionBytes?: number | null;
  readonly frontEnd: Experiment['frontEnd'];
  readonly noise: Experiment['data']['noise'];
  readonly augment: Experiment['data']['augment'];
  /** Of the run: noise and variation are drawn anew for each. */
  readonly seed: number;
}

export interface PreparedFeatures {
  readonly shape: FeatureShape;
  /** From all training clips of the dataset itself, in their first version. */
  readonly normaliser: Normaliser;
  /** Why features will have to be made anew for the next run; null where they need not, or always are. */
  readonly notKept: ErrorReport | null;
}

/** Where features come from: this thread, or a worker. Calls reject when the thread dies. */
export interface FeatureProvider {
  /**
   * Window, and the statistics from the first version of the training clips, which `block` then returns at once; of
   * portions nothing stays.
   */
  prepare(request: FeatureRequest, onProgress: (done: number, total: number) => void): Promise<PreparedFeatures>;
  block(split: Split, version: number): Promise<FeatureBlock>;
  /** @param room for it, used where memory is shared: nobody reads there any more */
  portion(portion: Portion, room: Float32Array | null): Promise<FeatureBlock>;
  dispose(): Promise<void>;
}
