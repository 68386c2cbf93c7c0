import { add, addN, keep, mul, stack, tidy, type Scalar } from '@tensorflow/tfjs-core';
import type { FusedOps } from './contract.ts';

/** See {@link FusedOps.weightedSum}. */
export const weightedSum: FusedOps['weightedSum'] = (values, weights) =>
  addN(values.map((value, i) => mul<Scalar>(value, weights[i] ?? NaN)));

/** See {@link FusedOps.accumulate}. */
export const accumulate: FusedOps['accumulate'] = (sums, values) => {
  const next = tidy(() => keep(add(sums, stack([...values]))));
  sums.dispose();
  return next;
};
