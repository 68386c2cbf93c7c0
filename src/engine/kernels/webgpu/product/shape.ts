import type { Activation } from '../../../tensor/ops/contract.ts';

/** Which sides lie transposed, what is added and done at the end, and which rows are multiples of four numbers. */
export interface ProductKind {
  /** A lies as [K, M]. */
  readonly transposeA: boolean;
  /** B lies as [N, K]. */
  readonly transposeB: boolean;
  readonly bias: boolean;
  readonly activation: Activation;
}

export interface ProductSize {
  readonly rows: number;
  readonly columns: number;
  readonly depth: number;
}

/** The buffers of a product, in order. */
export const productBuffers = { a: 'read f32', b: 'read f32', c: 'write f32' } as const;
export const productParams = { rows: 'u32', columns: 'u32', depth: 'u32' } as const;

/** WGSL that finishes a sum of column `n`. */
export function finished(sum: string, n: string, { bias, activation }: ProductKind): string {
  const biased = bias ? `${sum} + bias[${n}]` : sum;
  // Not max(): it may lose what is not a number.
  return activation === 'relu' ? `select(${biased}, 0.0, ${biased} < 0.0)` : biased;
}
