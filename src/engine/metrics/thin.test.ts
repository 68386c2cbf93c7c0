import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { thin } from './thin.ts';

const series = fc
  .array(fc.double({ noNaN: true, noDefaultInfinity: true }), { maxLength: 700 })
  .map((values) => values.map((value, step) => ({ step, value })));
const limit = fc.integer({ min: 4, max: 150 });

describe('thinning a series', () => {
  it('leaves a short one alone', () => {
    const points = [{ step: 0, value: 3 }, { step: 1, value: 4 }]; // prettier-ignore
    expect(thin(points)).toBe(points);
    expect(thin([])).toEqual([]);
  });

  it('keeps a peak of one point among a thousand', () => {
    const points = Array.from({ length: 1000 }, (_, step) => ({
      step,
      value: step === 613 ? 50 : step === 77 ? -50 : 0,
    }));
    expect(thin(points)).toContainEqual({ step: 613, value: 50 });
    expect(thin(points)).toContainEqual({ step: 77, value: -50 });
  });

  it('keeps ends and extremes within the limit, in order', () => {
    fc.assert(
      fc.property(series, limit, (points, limit) => {
        const kept = thin(points, limit);
        expect(kept.length).toBeLessThanOrEqual(Math.max(limit, 4));
        expect(kept.at(0)).toBe(points.at(0));
        expect(kept.at(-1)).toBe(points.at(-1));
        const steps = kept.map(({ step }) => step);
        expect(steps).toEqual([...new Set(steps)].sort((a, b) => a - b));
        const values = (list: readonly { value: number }[]) => list.map(({ value }) => value);
        expect(Math.max(...values(kept))).toBe(Math.max(...values(points)));
        expect(Math.min(...values(kept))).toBe(Math.min(...values(points)));
      }),
    );
  });
});
