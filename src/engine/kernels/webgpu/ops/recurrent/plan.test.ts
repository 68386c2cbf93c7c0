import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { framesAtOnce, planOf } from './plan.ts';

const least = { invocations: 128, bytes: 16_384, multiplyAdds: 2 ** 28 };
const more = { ...least, invocations: 256, bytes: 32_768 };

describe('the plan of a frame', () => {
  it('fits the device, leaves no row out, and does not split the depth finer than it is', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('tiled', 'direct'),
        fc.integer({ min: 0, max: 1000 }),
        fc.integer({ min: 1, max: 600 }),
        fc.constantFrom({ deep: 1, broad: 3 }, { deep: 1, broad: 4 }, { deep: 3, broad: 1 }, { deep: 4, broad: 1 }),
        fc.constantFrom(least, more),
        (design, batch, fours, { deep, broad }, limits) => {
          const size = { depth: deep * fours, columns: broad * fours };
          const { rows, slices, invocations, wide, memory } = planOf(design, batch, size, limits);
          expect([rows, slices].every((count) => Number.isInteger(count) && count >= 1)).toBe(true);
          expect(slices).toBeLessThanOrEqual(size.depth);
          expect(size.columns % wide).toBe(0);
          expect(invocations).toBeGreaterThan(0);
          expect(invocations).toBeLessThanOrEqual(limits.invocations);
          const bytes = 16 * rows * (size.depth + slices * size.columns);
          if (memory === 'workgroup') expect(bytes).toBeLessThanOrEqual(limits.bytes);
          else expect(16 * (size.depth + size.columns)).toBeGreaterThan(limits.bytes);
        },
      ),
    );
  });

  it('takes several rows at once where there are many, more of them on a software adapter', () => {
    const size = { depth: 32, columns: 96 };
    const rows = (design: 'tiled' | 'direct') => [1, 32, 512].map((batch) => planOf(design, batch, size, more).rows);
    expect(rows('tiled')).toEqual([1, 1, 4]);
    expect(rows('direct')).toEqual([1, 8, 8]);
  });

  it('goes on in another dispatch rather than keep a GPU long, and always goes on', () => {
    expect(framesAtOnce(2 ** 20, least)).toBe(256);
    expect(framesAtOnce(2 ** 40, least)).toBe(1);
    expect(framesAtOnce(0, least)).toBeGreaterThan(0);
  });
});
