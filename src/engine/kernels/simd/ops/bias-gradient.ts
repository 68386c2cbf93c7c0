import type { Machine } from '../machine.ts';
import { sumParts } from './sum-parts.ts';

const ROWS_A_CHUNK = 1024;

/**
 * Gradient of a bias: the sums of the columns of dy. With the output of a ReLU, dy is let through only where that is
 * above zero or not a number, and what was let through is written to `dz`.
 * @param dy address of [rows, columns]
 * @param relu addresses of the output and of room for the gradient before the activation
 * @param sums address of [columns]
 */
export function biasGradient(
  machine: Machine,
  dy: number,
  sums: number,
  [rows, columns]: readonly [number, number],
  relu?: { readonly y: number; readonly dz: number },
): void {
  const chunks = Math.max(1, Math.ceil(rows / ROWS_A_CHUNK));
  machine.heap.scope((room) => {
    // Segments are summed apart whatever the number of threads, so that the bits never depend on it.
    const parts = chunks === 1 ? sums : room(4 * chunks * columns);
    machine.run('biasGradient', chunks, [dy, relu?.y ?? 0, relu?.dz ?? 0, parts, rows, columns, ROWS_A_CHUNK]);
    if (chunks > 1) sumParts(machine, parts, chunks, columns, sums);
  });
}
