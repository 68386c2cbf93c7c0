import { expect, it } from 'vitest';
import { onceARow } from './once-a-row.ts';

it('works once on a row with the same settings, and anew with others', () => {
  const asked: number[] = [];
  const sum = onceARow((row, times: number, more: number) => {
    asked.push(row.length);
    return times * row.reduce((a, b) => a + b, 0) + more;
  });
  const [one, other] = [Float32Array.of(1, 2), Float32Array.of(1, 2, 3)];
  expect([sum(one, 2, 0), sum(other, 2, 0), sum(one, 2, 0), sum(other, 2, 0)]).toEqual([6, 12, 6, 12]);
  expect(asked).toEqual([2, 3]);
  expect([sum(one, 2, 1), sum(one, 2, 1), sum(one, 2, 0)]).toEqual([7, 7, 6]);
  expect(asked).toEqual([2, 3, 2, 2]);
});
