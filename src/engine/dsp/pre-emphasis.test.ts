import { expect, it } from 'vitest';
import { PreEmphasis } from './pre-emphasis.ts';

it('subtracts a share of the sample before, across calls and from nothing at the start', () => {
  const filter = new PreEmphasis(0.5);
  const out = new Float64Array(5);
  filter.process(Float32Array.of(4, 2), 2, out, 0);
  filter.process(Float32Array.of(2, 8, 99), 2, out, 2);
  filter.reset();
  filter.process(Float32Array.of(6), 1, out, 4);
  expect([...out]).toEqual([4, 0, 1, 7, 6]);
});
