import type { SequenceInput } from '../distill/method.ts';
import { tensor, type Tensor } from '../tensor/index.ts';

/** Which frames of a batch of answers are valid. @param logits [B, T', K] */
export function sequenceOf(lengths: Int32Array, logits: Tensor, blank: number): SequenceInput {
  const [batch = 0, frames = 0] = logits.shape;
  const inside = new Float32Array(batch * frames);
  lengths.forEach((length, row) => inside.fill(1, row * frames, row * frames + Math.min(length, frames)));
  return { mask: tensor(inside, [batch, frames], 'float32'), lengths, blank };
}
