import { sum, tanh, type Tensor } from '@tensorflow/tfjs-core';
import { composeOps } from '../../../tensor/ops/compose.ts';
import type { FusedOps, Primitives } from '../../../tensor/ops/contract.ts';
import { simd } from '../backend.ts';
import { adam } from './adam.ts';
import { conv2d } from './conv2d.ts';
import { ctc } from './ctc.ts';
import { dense } from './dense.ts';
import { depthwiseConv2d } from './depthwise-conv2d.ts';
import { distillKl } from './distill-kl.ts';
import { gru } from './gru.ts';
import { lstm } from './lstm.ts';
import { meanOverTime } from './mean-over-time.ts';
import { product } from './product.ts';
import { softmaxCrossEntropy } from './softmax-cross-entropy.ts';

/** The operations that are still composed of others. */
const primitives: Primitives = {
  product(a: Tensor, b: Tensor, { transposeA = false, transposeB = false, bias, activation } = {}) {
    const backend = simd();
    const [first = 0, second = 0] = a.shape;
    const [rows, depth] = transposeA ? [second, first] : [first, second];
    const columns = b.shape[transposeB ? 0 : 1] ?? 0;
    const value = backend.create([rows, columns]);
    product(
      backend.machine,
      { address: backend.addressOf(a), stride: second, transposed: transposeA },
      { address: backend.addressOf(b), stride: b.shape[1] ?? 0, transposed: transposeB },
      { address: backend.addressOf(value), stride: columns },
      { rows, columns, depth },
      { bias: bias ? backend.addressOf(bias) : 0, relu: activation === 'relu' },
    );
    return value;
  },
  columnSums: (x) => sum(x, 0),
  tanh: (x) => tanh(x),
};

/** The operations on this backend. */
export const simdOps: FusedOps = {
  ...composeOps(primitives),
  adam,
  conv2d,
  ctc,
  dense,
  depthwiseConv2d,
  distillKl,
  gru,
  lstm,
  meanOverTime,
  softmaxCrossEntropy,
};
