import { mul, step, type Tensor } from '@tensorflow/tfjs-core';
import { withGradient } from '../gradients.ts';
import type { FusedOps, Primitives } from './contract.ts';

/** See {@link FusedOps.dense}. */
export function denseOf({ product, columnSums }: Primitives): FusedOps['dense'] {
  return (x, w, b, { activation = 'linear', inputGradient = true } = {}) =>
    withGradient(inputGradient ? [w, b, x] : [w, b], (save) => {
      const value = product(x, w, { transposeB: true, bias: b, activation });
      save([x, w, value]);
      return {
        value,
        gradient: (dy, saved) => {
          const [x, w, y] = saved as [Tensor, Tensor, Tensor];
          const dz = activation === 'relu' ? mul(dy, step(y)) : dy;
          const dw = product(dz, x, { transposeA: true });
          const db = columnSums(dz);
          return inputGradient ? [dw, db, product(dz, w)] : [dw, db];
        },
      };
    });
}
