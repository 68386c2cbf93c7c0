import { tanh } from '@tensorflow/tfjs-core';
import { composeOps } from '../../../tensor/ops/compose.ts';
import type { FusedOps } from '../../../tensor/ops/contract.ts';
import { product } from '../product/index.ts';
import { adam } from './adam.ts';
import { columnSums } from './column-sums.ts';
import { conv2d } from './conv2d.ts';
import { ctc } from './ctc/ctc.ts';
import { dense } from './dense.ts';
import { depthwiseConv2d } from './depthwise-conv2d.ts';
import { distillKl } from './distill-kl.ts';
import { meanOverTime } from './mean-over-time.ts';
import { gru } from './recurrent/gru.ts';
import { lstm } from './recurrent/lstm.ts';
import { accumulate, weightedSum } from './scalars.ts';
import { softmaxCrossEntropy } from './softmax-cross-entropy.ts';

/** The operations on this backend. */
export const webgpuOps: FusedOps = {
  ...composeOps({ product, columnSums: (x) => columnSums(x), tanh: (x) => tanh(x) }),
  accumulate,
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
  weightedSum,
};
