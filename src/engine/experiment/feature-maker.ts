import type { ErrorReport } from '../core/errors.ts';
import type { FeatureBlock, FeatureShape, Normaliser } from '../data/feature-block.ts';
import type { FeatureWork } from '../data/measure-features.ts';
import type { FeatureSums } from '../data/normaliser.ts';
import type { FeatureRequest } from './feature-provider.ts';

/** Clips of a block, or features of a frame: those from `from` to before `to`. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

export interface Measured {
  /** The one given only where memory is shared. */
  readonly block: FeatureBlock;
  /** Of the features asked for alone. */
  readonly sums: FeatureSums;
}

/**
 * Works on blocks of features: in this thread, or in a worker. Several may fill one block where memory is shared; where
 * it is not, a block goes back and forth. Calls are done one after another, and reject when the thread dies.
 */
export interface FeatureMaker {
  /** Gets ready; the window follows from the durations alone. */
  open(request: FeatureRequest): Promise<FeatureShape>;
  /**
   * Computes some clips into their place in a block.
   * @param normaliser applied to them; null leaves features as they are
   * @param onProgress clips done
   * @returns the block, which is the one given only where memory is shared
   */
  fill(
    block: FeatureBlock,
    clips: Range,
    normaliser: Normaliser | null,
    onProgress: (done: number) => void,
  ): Promise<FeatureBlock>;
  /**
   * Adds the dataset's own clips of a block of training clips to the sums of some features.
   * @param before of these features alone, over the blocks before it
   */
  measure(block: FeatureBlock, bins: Range, before: FeatureSums): Promise<Measured>;
  /** Normalises some clips in their place. @returns the block as {@link fill} does */
  normalise(block: FeatureBlock, clips: Range, normaliser: Normaliser): Promise<FeatureBlock>;
  /** Milliseconds of one clip's features, on this thread: measured, before anything is opened. */
  measureMs(work: FeatureWork): Promise<number>;
  /** Why what was made so far is not kept for the next run; null where it is, or never would be. */
  notKept(): Promise<ErrorReport | null>;
  dispose(): Promise<void>;
}
