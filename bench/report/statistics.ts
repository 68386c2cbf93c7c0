import { quantile } from '../../src/engine/metrics/quantile.ts';

/** Middle, least and most of some times. */
export interface Summary {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/** @throws RangeError without values */
export function summaryOf(values: readonly number[]): Summary {
  return { median: quantile(values, 0.5), min: quantile(values, 0), max: quantile(values, 1) };
}

/** How far the middle four fifths lie apart, as a share of the median. */
export function spreadOf(values: readonly number[]): number {
  return (quantile(values, 0.9) - quantile(values, 0.1)) / quantile(values, 0.5);
}
