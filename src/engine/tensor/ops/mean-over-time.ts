import { div, mean, mul, sub, sum, tensor, type Tensor } from '@tensorflow/tfjs-core';
import { endsEarly, pastEnd } from './sequences.ts';

/**
 * Mean over the valid frames of each row; zero for a row without any.
 * @param x [B, T, N]
 * @param lengths valid frames of each row
 * @returns [B, N]
 */
export function meanOverTime(x: Tensor, lengths: Int32Array): Tensor {
  const frames = x.shape[1] ?? 0;
  if (!endsEarly(lengths, frames)) return mean(x, 1);
  const counts = Float32Array.from(lengths, (length) => Math.max(1, Math.min(length, frames)));
  return div(sum(mul(x, sub(1, pastEnd(lengths, frames))), 1), tensor(counts, [counts.length, 1], 'float32'));
}
