import { float, type Machine } from '../machine.ts';

/** Numbers of the operations, as in assembly/elementwise/tasks.ts. */
export const Binary = { add: 0, subtract: 1, multiply: 2, divide: 3, maximum: 4, minimum: 5 } as const;
export const Unary = {
  ...{ exp: 0, log: 1, sigmoid: 2, tanh: 3, relu: 4, step: 5, sqrt: 6, square: 7, negate: 8, abs: 9 },
} as const;

type Code<Codes> = Codes[keyof Codes];

/** Floats of one part of a long tensor. */
const PART = 16_384;
/** Parts that a thread takes at once: what is less than twice that stays on one. */
const PARTS_A_CHUNK = 2;
/** Transcendental functions take longer than memory. */
const MAPPED_A_CHUNK = 16_384;

/** How a side of a binary operation lies against the output, [rows, columns]. */
export interface Side {
  readonly address: number;
  /** Floats from one row to the next: 0 where all rows share one. */
  readonly rowStep: number;
  /** Whether there is a number a column, or one for the whole row. */
  readonly wide: boolean;
}

/** to [rows, columns] = a operation b. */
export function binaryRows(
  machine: Machine,
  operation: Code<typeof Binary>,
  a: Side,
  b: Side,
  to: number,
  { rows, columns }: { readonly rows: number; readonly columns: number },
): void {
  if (rows * columns === 0) return;
  const own = Math.max(1, Math.ceil((PARTS_A_CHUNK * PART) / columns));
  machine.run('binary', Math.ceil(rows / own), [
    ...[operation, a.address, b.address, to, rows * columns, columns],
    ...[a.rowStep, b.rowStep, a.wide ? 1 : 0, b.wide ? 1 : 0, own],
  ]);
}

/** to [size] = a operation b, each as long or, where `scalar`, one number. */
export function binary(
  machine: Machine,
  operation: Code<typeof Binary>,
  a: { readonly address: number; readonly scalar?: boolean },
  b: { readonly address: number; readonly scalar?: boolean },
  to: number,
  size: number,
): void {
  if (size === 0) return;
  const columns = Math.min(size, PART);
  const own = PARTS_A_CHUNK;
  machine.run('binary', Math.ceil(Math.ceil(size / columns) / own), [
    ...[operation, a.address, b.address, to, size, columns],
    ...[a.scalar ? 0 : columns, b.scalar ? 0 : columns, a.scalar ? 0 : 1, b.scalar ? 0 : 1, own],
  ]);
}

/**
 * to [size] = a function of each number.
 * @param alpha what a step gives below zero
 */
export function unary(
  machine: Machine,
  operation: Code<typeof Unary>,
  from: number,
  to: number,
  size: number,
  alpha = 0,
): void {
  if (size === 0) return;
  const chunks = Math.ceil(size / MAPPED_A_CHUNK);
  machine.run('unary', chunks, [operation, from, to, size, MAPPED_A_CHUNK, float(alpha)]);
}

/** to [rows] = factor times the sums of x [rows, columns]. */
export function rowSums(
  machine: Machine,
  x: number,
  to: number,
  { rows, columns }: { readonly rows: number; readonly columns: number },
  factor = 1,
): void {
  if (rows === 0) return;
  const own = Math.max(1, Math.ceil((PARTS_A_CHUNK * PART) / Math.max(1, columns)));
  machine.run('rowSums', Math.ceil(rows / own), [x, to, rows, columns, own, float(factor)]);
}
