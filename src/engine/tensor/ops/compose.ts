import { fused, sum, tanh } from '@tensorflow/tfjs-core';
import { adam } from './adam.ts';
import type { FusedOps, Primitives } from './contract.ts';
import { conv2dOf } from './conv2d.ts';
import { ctc } from './ctc.ts';
import { denseOf } from './dense.ts';
import { depthwiseConv2dOf } from './depthwise-conv2d.ts';
import { distillKl } from './distill-kl.ts';
import { gruOf } from './gru.ts';
import { lstmOf } from './lstm.ts';
import { meanOverTime } from './mean-over-time.ts';
import { accumulate, weightedSum } from './scalars.ts';
import { softmaxCrossEntropy } from './softmax-cross-entropy.ts';

/** Stock kernels: one dispatch where the backend takes transposed sides well. */
export const stockPrimitives: Primitives = {
  product: (a, b, { transposeA = false, transposeB = false, bias, activation = 'linear' } = {}) =>
    fused.matMul({
      a: a,
      b: b,
      transposeA,
      transposeB,
      ...(bias ? { bias } : {}),
      activation,
    }),
  columnSums: (x) => sum(x, 0),
  tanh: (x) => tanh(x),
};

/** Every operation composed of primitives and stock tfjs kernels: right on any backend. */
export function composeOps(primitives: Primitives): FusedOps {
  const dense = denseOf(primitives);
  return {
    accumulate,
    adam,
    conv2d: conv2dOf(primitives, dense),
    ctc,
    dense,
    depthwiseConv2d: depthwiseConv2dOf(primitives),
    distillKl,
    gru: gruOf(primitives),
    lstm: lstmOf(primitives),
    meanOverTime,
    softmaxCrossEntropy,
    weightedSum,
  };
}
