import {
  argMax,
  cast,
  maxPool,
  mul,
  notEqual,
  reshape,
  slice,
  softmax,
  sub,
  type Tensor,
  type Tensor4D,
} from '../tensor/index.ts';

/** Which frames of a teacher trained with CTC count in a loss frame by frame: most of them say nothing but the blank. */
export type BlankTreatment =
  /** Every frame alike. */
  | { readonly kind: 'every' }
  /** Those in which another class is the likeliest. */
  | { readonly kind: 'not-blank' }
  /** Each by how likely the teacher finds it that something is said. */
  | { readonly kind: 'less-blank' }
  /** Those at most `reach` frames away from one in which another class is the likeliest. */
  | { readonly kind: 'window'; readonly reach: number };

/**
 * What each frame counts, of the same utterance alone (the treatments compared in arXiv:2506.01503).
 * @param teacher logits, [B, T, K]
 * @param mask [B, T], 1 where a frame is valid, else 0
 * @returns [B, T], 0 to 1, and 0 past the end; no gradient goes through it
 */
export function blankWeights(teacher: Tensor, mask: Tensor, blank: number, treatment: BlankTreatment): Tensor {
  const [batch = 0, frames = 0] = teacher.shape;
  switch (treatment.kind) {
    case 'every':
      return mask.clone();
    case 'less-blank': {
      const ofBlank = slice(softmax(teacher), [0, 0, blank], [batch, frames, 1]);
      return mul(mask, sub(1, reshape(ofBlank, [batch, frames])));
    }
    case 'not-blank':
      return saysSomething(teacher, mask, blank);
    case 'window': {
      const said: Tensor4D = reshape(saysSomething(teacher, mask, blank), [batch, frames, 1, 1]);
      return mul(mask, reshape(maxPool(said, [2 * treatment.reach + 1, 1], 1, 'same'), [batch, frames]));
    }
  }
}

function saysSomething(teacher: Tensor, mask: Tensor, blank: number): Tensor {
  return mul(mask, cast(notEqual(argMax(teacher, 2), blank), 'float32'));
}
