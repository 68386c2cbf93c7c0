import fc from 'fast-check';
import { expect, test } from 'vitest';
import { joinBulk, PART_FLOATS, splitBulk } from './bulk.ts';

const PART = 4;
const array = fc.array(fc.float(), { maxLength: 3 * PART }).map((values) => Float32Array.from(values));
const record = fc.record({
  step: fc.nat(),
  name: fc.string(),
  best: fc.option(fc.record({ weights: array }), { nil: null }),
  lists: fc.array(array, { maxLength: 3 }),
  labels: fc.constant(Int32Array.of(1, 2, 3, 4, 5)),
});

test('what was taken apart is put together again, and no part is long', () => {
  fc.assert(
    fc.property(record, (value) => {
      const { light, parts } = splitBulk(value, PART);
      const stored = { light: structuredClone(light), parts: parts.map((part) => part.slice()) };
      expect(joinBulk(stored)).toEqual(value);
      expect(Math.max(0, ...parts.map(({ length }) => length))).toBeLessThanOrEqual(PART);
      const left = [light.best?.weights, ...light.lists].filter((item) => item instanceof Float32Array);
      expect(Math.max(0, ...left.map(({ length }) => length))).toBeLessThanOrEqual(PART);
    }),
    { numRuns: 200 },
  );
});

test('short arrays stay in their record; a missing part is noticed', () => {
  const short = { weights: new Float32Array(PART_FLOATS) };
  const { light, parts } = splitBulk(short);
  expect(light.weights).toBe(short.weights);
  expect(parts).toEqual([]);
  const long = splitBulk({ weights: new Float32Array(PART_FLOATS + 1) });
  expect(long.parts).toHaveLength(2);
  expect(() => joinBulk({ light: long.light, parts: [] })).toThrow(RangeError);
});
