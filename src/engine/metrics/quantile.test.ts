import { expect, test } from 'vitest';
import { quantile } from './quantile.ts';

test('between two order statistics, in proportion', () => {
  expect(quantile([50, 10, 40, 20, 30], 0.1)).toBeCloseTo(14);
  expect(quantile([50, 10, 40, 20, 30], 0.9)).toBeCloseTo(46);
  expect([0, 0.5, 1].map((share) => quantile([4, 1, 3, 2], share))).toEqual([1, 2.5, 4]);
});

test('of nothing there is none', () => {
  expect(() => quantile([], 0.5)).toThrow(RangeError);
});
