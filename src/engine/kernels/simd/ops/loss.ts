import type { Scalar, Tensor } from '@tensorflow/tfjs-core';
import { withGradient } from '../../../tensor/gradients.ts';
import { simd } from '../backend.ts';
import { Binary, binary } from './elementwise.ts';
import { sumParts } from './sum-parts.ts';

/** Logits that a chunk takes: about 20 microseconds. */
const LOGITS_A_CHUNK = 16_384;

/**
 * A weighted loss over rows of logits, computed with its gradient in one task: {logits, other side, weights, gradient,
 * sums of the chunks, rows, columns, rows a chunk, ...more}.
 * @param logits [N, K], what is differentiated
 * @param other [N, K]
 * @param weights [N]
 */
export function lossOfRows(
  task: string,
  logits: Tensor,
  other: Tensor,
  weights: Tensor,
  more: readonly number[] = [],
): Scalar {
  return withGradient<Scalar>([logits], (save) => {
    const backend = simd();
    const { machine } = backend;
    const [rows = 0, columns = 0] = logits.shape;
    if (other.size !== logits.size || weights.size !== rows)
      throw new RangeError(`${task}: logits [${logits.shape.join()}], ${other.size} numbers, ${weights.size} weights`);
    const [gradient, value] = [backend.create(logits.shape), backend.create([])];
    const own = Math.max(1, Math.ceil(LOGITS_A_CHUNK / Math.max(1, columns)));
    const chunks = Math.max(1, Math.ceil(rows / own));
    machine.heap.scope((room) => {
      const total = backend.addressOf(value);
      const sums = chunks === 1 ? total : room(4 * chunks);
      machine.run(task, chunks, [
        ...[backend.addressOf(logits), backend.addressOf(other), backend.addressOf(weights)],
        ...[backend.addressOf(gradient), sums, rows, columns, own, ...more],
      ]);
      if (chunks > 1) sumParts(machine, sums, chunks, 1, total);
    });
    save([gradient]);
    return {
      value: value as Scalar,
      gradient: (dy, [unscaled]) => {
        if (!unscaled) throw new TypeError('nothing was saved');
        const scaled = backend.create(unscaled.shape);
        const factor = { address: backend.addressOf(dy), scalar: true };
        const from = { address: backend.addressOf(unscaled) };
        binary(machine, Binary.multiply, from, factor, backend.addressOf(scaled), unscaled.size);
        return [scaled];
      },
    };
  });
}
