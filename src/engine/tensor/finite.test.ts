import { expect, it } from 'vitest';
import { isAllFinite } from './finite.ts';

it.each([
  [[], true],
  [[0, -1, 3e38], true],
  [[0, NaN, 1], false],
  [[0, 1, Infinity], false],
  [[-Infinity], false],
])('%j', (values, finite) => {
  expect(isAllFinite(Float32Array.from(values))).toBe(finite);
});
