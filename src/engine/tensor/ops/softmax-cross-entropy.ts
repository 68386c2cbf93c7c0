import { exp, logSoftmax, mul, neg, reshape, sub, sum, type Scalar, type Tensor } from '@tensorflow/tfjs-core';
import { withGradient } from '../gradients.ts';
import type { FusedOps } from './contract.ts';

/** See {@link FusedOps.softmaxCrossEntropy}. */
export const softmaxCrossEntropy: FusedOps['softmaxCrossEntropy'] = (logits, targets, weights) =>
  withGradient<Scalar>([logits], (save) => {
    const logProbabilities = logSoftmax(logits);
    const rows = reshape(weights, [-1, 1]);
    const weighted = mul(targets, rows);
    save([logProbabilities, targets, rows]);
    return {
      value: neg(sum(mul(weighted, logProbabilities))),
      gradient: (dy, saved) => {
        const [logProbabilities, targets, rows] = saved as [Tensor, Tensor, Tensor];
        return [mul(mul(sub(exp(logProbabilities), targets), rows), dy)];
      },
    };
  });
