import { div, mean, mul, sub, sum, tensor } from '@tensorflow/tfjs-core';
import type { FusedOps } from './contract.ts';
import { endsEarly, pastEnd } from './sequences.ts';

/** See {@link FusedOps.meanOverTime}. */
export const meanOverTime: FusedOps['meanOverTime'] = (x, lengths) => {
  const frames = x.shape[1] ?? 0;
  if (!endsEarly(lengths, frames)) return mean(x, 1);
  const counts = Float32Array.from(lengths, (length) => Math.max(1, Math.min(length, frames)));
  return div(sum(mul(x, sub(1, pastEnd(lengths, frames))), 1), tensor(counts, [counts.length, 1], 'float32'));
};
