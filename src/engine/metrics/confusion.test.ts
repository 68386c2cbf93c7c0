import { expect, it } from 'vitest';
import { confusionOf } from './confusion.ts';

it('counts answers, rows true', () => {
  expect(confusionOf(Int32Array.of(0, 0, 1, 2, 2), Int32Array.of(0, 2, 1, 0, 0), 3)).toEqual([
    1, 0, 1, 0, 1, 0, 2, 0, 0,
  ]);
});

it('refuses lists of different length', () => {
  expect(() => confusionOf(Int32Array.of(0), Int32Array.of(0, 1), 2)).toThrow(RangeError);
});
