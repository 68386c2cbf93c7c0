/** Share of the axis that two ticks are apart at least. */
const LEAST_APART = 0.13;
const DIGITS = [1, 2, 5];
/** Where the axis may end. */
const ENDS = [1, 1.5, 2, 3, 4, 5, 6, 8];
const DECADES = 6;

/**
 * Ticks from 0 to the most false alarms on an axis of square roots: where there are few of them is most to choose.
 * The last is the axis's end.
 */
export function alarmTicks(most: number): readonly number[] {
  const inDecades = (digits: readonly number[]) =>
    Array.from({ length: DECADES }, (_, decade) => digits.map((digit) => digit * 10 ** decade)).flat();
  const end = inDecades(ENDS).find((value) => value >= most) ?? most;
  return inDecades(DIGITS)
    .filter((value) => value < end)
    .reduceRight<number[]>(
      (ticks, value) => {
        const isFree = Math.sqrt(ticks[0]! / end) - Math.sqrt(value / end) >= LEAST_APART;
        return isFree && Math.sqrt(value / end) >= LEAST_APART ? [value, ...ticks] : ticks;
      },
      [end],
    )
    .toSpliced(0, 0, 0);
}

/** Which of several points lies nearest to a place; ties go to the first. */
export function nearest(points: readonly { readonly x: number; readonly y: number }[], x: number, y: number): number {
  const distances = points.map((point) => (point.x - x) ** 2 + (point.y - y) ** 2);
  return distances.reduce((best, distance, i) => (distance < distances[best]! ? i : best), 0);
}

/** Which threshold a person stands at: the nearest of those that were measured. */
export function thresholdIndex(thresholds: readonly number[], threshold: number): number {
  const ways = thresholds.map((one) => Math.abs(one - threshold));
  return ways.indexOf(Math.min(...ways));
}

const LEAP = 5;

/**
 * Where a key moves along thresholds that ascend; null: the key means nothing here. Right is right in the chart: a lower
 * threshold, more false alarms.
 */
export function keyMove(key: string, at: number, count: number): number | null {
  const to = (index: number) => Math.min(count - 1, Math.max(0, index));
  switch (key) {
    case 'ArrowRight':
    case 'ArrowUp':
      return to(at - 1);
    case 'ArrowLeft':
    case 'ArrowDown':
      return to(at + 1);
    case 'PageUp':
      return to(at - LEAP);
    case 'PageDown':
      return to(at + LEAP);
    case 'Home':
      return count - 1;
    case 'End':
      return 0;
    default:
      return null;
  }
}
