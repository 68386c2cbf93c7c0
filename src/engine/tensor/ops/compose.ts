import { fused, tanh, type Tensor2D } from '@tensorflow/tfjs-core';
import { adam } from './adam.ts';
import type { FusedOps, Primitives } from './contract.ts';
import { denseOf } from './dense.ts';
import { distillKl } from './distill-kl.ts';
import { softmaxCrossEntropy } from './softmax-cross-entropy.ts';

/** Stock kernels: one dispatch where the backend takes transposed sides well. */
export const stockPrimitives: Primitives = {
  product: (a, b, { transposeA = false, transposeB = false, bias, activation = 'linear' } = {}) =>
    fused.matMul({
      a: a as Tensor2D,
      b: b as Tensor2D,
      transposeA,
      transposeB,
      ...(bias ? { bias } : {}),
      activation,
    }),
  tanh: (x) => tanh(x),
};

/** Every operation composed of primitives and stock tfjs kernels: right on any backend. */
export function composeOps(
  primitives: Primitives,
): Pick<FusedOps, 'adam' | 'dense' | 'distillKl' | 'softmaxCrossEntropy'> {
  return {
    adam,
    dense: denseOf(primitives),
    distillKl,
    softmaxCrossEntropy,
  };
}
