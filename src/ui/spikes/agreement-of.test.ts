import { expect, test } from 'vitest';
import { agreementOf } from './agreement-of.ts';

test('counts the frames of both that are the same', () => {
  const one = [
    { symbol: 3, start: 0, end: 4 },
    { symbol: 1, start: 4, end: 10 },
  ];
  const other = [
    { symbol: 3, start: 0, end: 2 },
    { symbol: 1, start: 2, end: 8 },
    { symbol: 3, start: 8, end: 10 },
  ];
  expect(agreementOf(one, other, 10)).toBeCloseTo(0.6, 12);
  expect(agreementOf(one, one, 10)).toBe(1);
  expect(agreementOf([], [], 0)).toBe(0);
});
