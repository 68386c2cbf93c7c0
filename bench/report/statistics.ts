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

/**
 * Quantile with linear interpolation between the order statistics.
 * @param share 0 to 1
 * @throws RangeError without values
 */
export function quantile(values: readonly number[], share: number): number {
  if (values.length === 0) throw new RangeError('no values');
  const sorted = [...values].sort((a, b) => a - b);
  const position = share * (sorted.length - 1);
  const low = Math.floor(position);
  const [from, to] = [sorted[low]!, sorted[Math.min(low + 1, sorted.length - 1)]!];
  return from + (to - from) * (position - low);
}

/** How far the middle four fifths lie apart, as a share of the median. */
export function spreadOf(values: readonly number[]): number {
  return (quantile(values, 0.9) - quantile(values, 0.1)) / quantile(values, 0.5);
}
