import fc from 'fast-check';
import { expect, test } from 'vitest';
import { takeInTurn } from './take-in-turn.ts';

test('takes nothing of nothing', () => {
  expect(takeInTurn([], 3, 5, 7)).toEqual([]);
});

test('takes all before one comes again, however many there are', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 300 }),
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 1, max: 30 }),
      (n, count, step) => {
        const all = [...Array(n).keys()];
        const taken: number[] = [];
        while (taken.length < n) taken.push(...takeInTurn(all, taken.length, Math.min(count, n - taken.length), step));
        expect(taken.toSorted((a, b) => a - b)).toEqual(all);
        expect(takeInTurn(all, n, count, step)).toEqual(takeInTurn(all, 0, count, step));
      },
    ),
  );
});
