import type { Machine } from '../machine.ts';

/** Floats of the result that a chunk takes. */
const FLOATS_A_CHUNK = 4096;

/**
 * Sums equal parts in their order, whatever the number of threads.
 * @param parts address of [count, size]
 * @param to address of [size]
 */
export function sumParts(machine: Machine, parts: number, count: number, size: number, to: number): void {
  machine.run('sumParts', Math.ceil(size / FLOATS_A_CHUNK), [parts, count, size, to, FLOATS_A_CHUNK]);
}
