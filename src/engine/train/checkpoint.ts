/**
 * All that a training needs to go on exactly where it was. Random streams are forks by step number, so the step is
 * their whole state. Plain data; buffers may be transferred.
 */
export interface Checkpoint {
  readonly version: 1;
  readonly trainingId: string;
  /** Steps done. */
  readonly step: number;
  /** Flat parameters in layout order. */
  readonly weights: Float32Array;
  /** Adam's first and second moments, flat, same order. */
  readonly moment1: Float32Array;
  readonly moment2: Float32Array;
  /** `accuracy`: share of what there was to get right; of sequences 1 less the error rate, which may be below 0. */
  readonly best: { readonly step: number; readonly accuracy: number; readonly weights: Float32Array } | null;
  /** Evaluations since the best one (patience). */
  readonly sinceBest: number;
  /** Knobs as turned so far. */
  readonly knobs: Readonly<Record<string, number>>;
}
