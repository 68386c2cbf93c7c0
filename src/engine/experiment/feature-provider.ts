import type { Experiment } from '../config/experiment.ts';
import type { ErrorReport } from '../core/errors.ts';
import type { Dataset, Split } from '../data/dataset.ts';
import type { FeatureBlock, FeatureShape, Normaliser } from '../data/feature-block.ts';

export interface WholeClips {
  readonly shape: FeatureShape;
  readonly lengths: Readonly<Record<Split, Int32Array>>;
}

export interface FeatureRequest {
  readonly dataset: Dataset;
  /** Indices of the utterances of each split, in the split's order. */
  readonly members: Readonly<Record<Split, Int32Array>>;
  /** Where clips are taken whole: frames of each, and the room for the longest; without it all are fitted to one window. */
  readonly whole?: WholeClips | null;
  readonly frontEnd: Experiment['frontEnd'];
  readonly noise: Experiment['data']['noise'];
  readonly augment: Experiment['data']['augment'];
  /** Of the run: noise and variation are drawn anew for each. */
  readonly seed: number;
}

export interface PreparedFeatures {
  readonly shape: FeatureShape;
  /** From all training clips in their first version. */
  readonly normaliser: Normaliser;
  /** Why features will have to be made anew for the next run; null where they need not, or always are. */
  readonly notKept: ErrorReport | null;
}

/** Where features come from: this thread, or a worker. Calls reject when the thread dies. */
export interface FeatureProvider {
  /** Window, and the statistics from the first version of the training clips, which `block` then returns at once. */
  prepare(request: FeatureRequest, onProgress: (done: number, total: number) => void): Promise<PreparedFeatures>;
  block(split: Split, version: number): Promise<FeatureBlock>;
  dispose(): Promise<void>;
}
