import type { Tensor } from '@tensorflow/tfjs-core';
import { withGradient } from '../../../tensor/gradients.ts';
import type { FusedOps } from '../../../tensor/ops/contract.ts';
import { product } from '../product/index.ts';
import { columnSums, gatedColumnSums } from './column-sums.ts';

/** See {@link FusedOps.dense}. */
export const dense: FusedOps['dense'] = (x, w, b, { activation = 'linear', inputGradient = true } = {}) =>
  withGradient(inputGradient ? [w, b, x] : [w, b], (save) => {
    const value = product(x, w, { transposeB: true, bias: b, activation });
    save([x, w, value]);
    return {
      value,
      gradient: (dy, saved) => {
        const [x, w, y] = saved as [Tensor, Tensor, Tensor];
        const { dz, db } = activation === 'relu' ? gatedColumnSums(dy, y) : { dz: dy, db: columnSums(dy) };
        const gradients = [product(dz, x, { transposeA: true }), db];
        if (inputGradient) gradients.push(product(dz, w));
        if (dz !== dy) dz.dispose();
        return gradients;
      },
    };
  });
