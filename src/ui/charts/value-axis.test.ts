import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SeedCurve } from '../../state/curve-rows.ts';
import { valueAxis } from './value-axis.ts';

const curve = (...values: number[]): SeedCurve => ({
  trainingId: 'alone',
  stoppedEarly: false,
  points: values.map((value, step) => ({ step, value, low: value, high: value })),
});

test('percentages stand between 0 and 100 whatever they are', () => {
  const axis = { scale: 'linear', domain: [0, 100], ticks: [0, 25, 50, 75, 100] };
  expect(valueAxis('accuracy', [curve(40, 60)], false)).toEqual(axis);
  expect(valueAxis('f1', [], true)).toEqual(axis);
});

test('a loss begins at 0 and ends at a round number above its highest', () => {
  expect(valueAxis('loss', [curve(3, 1), curve(2.1)], false)).toEqual({
    scale: 'linear',
    domain: [0, 3],
    ticks: [0, 1, 2, 3],
  });
  expect(valueAxis('loss', [], false).domain).toEqual([0, 1]);
  expect(valueAxis('loss', [curve(0)], true)).toEqual(valueAxis('loss', [curve(0)], false));
});

test('a logarithmic loss stands between its lowest and its highest', () => {
  expect(valueAxis('loss', [curve(0, 0.03, 2.2)], true)).toEqual({
    scale: 'log',
    domain: [0.03, 2.2],
    ticks: [0.05, 0.1, 0.2, 0.5, 1, 2],
  });
  expect(valueAxis('loss', [curve(1e-5, 40)], true).ticks).toEqual([1e-5, 1e-4, 1e-3, 1e-2, 0.1, 1, 10]);
  expect(valueAxis('loss', [curve(5.6, 6.9)], true).ticks).toEqual([6, 6.5]);
  expect(valueAxis('loss', [curve(3)], true)).toEqual({ scale: 'log', domain: [1.5, 6], ticks: [2, 3, 4, 5, 6] });
});

test('every value above 0 lies within the domain, and so does every tick, ascending', () => {
  const values = fc.array(fc.double({ min: 1e-9, max: 1e9, noNaN: true }), { minLength: 1, maxLength: 9 });
  fc.assert(
    fc.property(values, fc.boolean(), (losses, logarithmic) => {
      const { domain, ticks } = valueAxis('distillationLoss', [curve(...losses)], logarithmic);
      const [low, high] = domain;
      expect(low).toBeLessThan(high);
      expect(Math.min(...losses)).toBeGreaterThanOrEqual(low);
      expect(Math.max(...losses)).toBeLessThanOrEqual(high);
      expect(ticks.length).toBeGreaterThan(1);
      expect(ticks).toEqual([...new Set(ticks)].sort((a, b) => a - b));
      expect(ticks[0]).toBeGreaterThanOrEqual(low);
      expect(ticks.at(-1)).toBeLessThanOrEqual(high);
    }),
    {
      examples: [
        [[999999999.9999979], true],
        [[999999999.9999995, 999999999.999999], true],
      ],
      numRuns: 300,
    },
  );
});
