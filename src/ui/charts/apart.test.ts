import fc from 'fast-check';
import { expect, test } from 'vitest';
import { apart } from './apart.ts';

test('labels that are far apart stay where they are', () => {
  expect(apart([10, 60, 120], 20, 0, 200)).toEqual([10, 60, 120]);
});

test('labels that would cover each other are moved apart, within bounds', () => {
  expect(apart([98, 99, 100], 20, 0, 100)).toEqual([60, 80, 100]);
  expect(apart([1, 2], 20, 5, 100)).toEqual([5, 25]);
});

test('never closer than the gap, never out of bounds where there is room', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { maxLength: 4 }), (positions) => {
      const moved = apart(
        [...positions].sort((a, b) => a - b),
        20,
        0,
        100,
      );
      moved.forEach((position, i) => {
        expect(position).toBeGreaterThanOrEqual(-1e-9);
        expect(position).toBeLessThanOrEqual(100 + 1e-9);
        if (i > 0) expect(position - (moved[i - 1] ?? 0)).toBeGreaterThanOrEqual(20 - 1e-9);
      });
    }),
  );
});
