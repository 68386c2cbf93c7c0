import type { ErrorReport } from '../core/errors.ts';
import type { FeatureBlock, FeatureShape, Normaliser } from '../data/feature-block.ts';
import type { FeatureRequest } from './feature-provider.ts';

/** Clips of a split: positions from `from` to before `to`. */
export interface ClipRange {
  readonly from: number;
  readonly to: number;
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
    clips: ClipRange,
    normaliser: Normaliser | null,
    onProgress: (done: number) => void,
  ): Promise<FeatureBlock>;
  /** Takes the statistics of a whole block and normalises it by them. */
  normalise(block: FeatureBlock): Promise<{ readonly block: FeatureBlock; readonly normaliser: Normaliser }>;
  /** Why what was made so far is not kept for the next run; null where it is, or never would be. */
  notKept(): Promise<ErrorReport | null>;
  dispose(): Promise<void>;
}
