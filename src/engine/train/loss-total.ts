import type { LossTerm } from '../distill/method.ts';
import { fusedOps, type Scalar } from '../tensor/index.ts';

/** The loss of a method's terms: their weighted sum, beside the terms themselves. */
export function totalOf(terms: Readonly<Record<string, LossTerm>>): {
  readonly total: Scalar;
  readonly named: Readonly<Record<string, Scalar>>;
} {
  const all = Object.values(terms);
  const values = all.map(({ value }) => value);
  const weights = all.map(({ weight }) => weight);
  const named = Object.fromEntries(Object.entries(terms).map(([name, { value }]) => [name, value]));
  return { total: fusedOps().weightedSum(values, weights), named };
}
