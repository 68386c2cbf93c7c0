import type { LossTerm } from '../distill/method.ts';
import { addN, mul, type Scalar } from '../tensor/index.ts';

/** The loss of a method's terms: their weighted sum, beside the terms themselves. */
export function totalOf(terms: Readonly<Record<string, LossTerm>>): {
  readonly total: Scalar;
  readonly named: Readonly<Record<string, Scalar>>;
} {
  const weighted = Object.values(terms).map(({ value, weight }) => mul<Scalar>(value, weight));
  const named = Object.fromEntries(Object.entries(terms).map(([name, { value }]) => [name, value]));
  return { total: addN(weighted), named };
}
