import type { SequenceInput } from '../distill/method.ts';
import { frameMask } from '../models/frame-mask.ts';
import type { Tensor } from '../tensor/index.ts';

/** Which frames of a batch of answers are valid. @param logits [B, T', K] */
export function sequenceOf(lengths: Int32Array, logits: Tensor, blank: number): SequenceInput {
  return { mask: frameMask(lengths, logits.shape[1] ?? 0), lengths, blank };
}
