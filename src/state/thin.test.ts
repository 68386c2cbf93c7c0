import fc from 'fast-check';
import { expect, test } from 'vitest';
import { thin } from './thin.ts';

const curve = fc
  .array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { maxLength: 2000 })
  .map((values) => values.map((value, step) => ({ step, value })));

test('a short curve is left as it is', () => {
  const points = [
    { step: 0, value: 1 },
    { step: 5, value: 2 },
  ];
  expect(thin(points, 120)).toBe(points);
});

test('keeps bound, ends, extremes and order', () => {
  fc.assert(
    fc.property(curve, fc.integer({ min: 4, max: 150 }), (points, most) => {
      const kept = thin(points, most);
      expect(kept.length).toBeLessThanOrEqual(Math.max(most, 0));
      const steps = kept.map((point) => point.step);
      expect(steps).toEqual([...new Set(steps)].sort((a, b) => a - b));
      expect(kept.at(0)).toEqual(points.at(0));
      expect(kept.at(-1)).toEqual(points.at(-1));
      const values = points.map((point) => point.value);
      const keptValues = kept.map((point) => point.value);
      expect(Math.max(...keptValues)).toBe(Math.max(...values));
      expect(Math.min(...keptValues)).toBe(Math.min(...values));
    }),
  );
});
