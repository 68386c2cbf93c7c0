import fc from 'fast-check';
import { expect, it } from 'vitest';
import { KernelMemory } from './kernel-memory.ts';
import { PreEmphasis } from './pre-emphasis.ts';

/** Filters `parts` one after the other with the same filter. */
function filtered(filter: PreEmphasis, memory: KernelMemory, parts: readonly (readonly number[])[]): number[] {
  return parts.flatMap((part) => {
    const at = memory.place(Float32Array.from(part));
    filter.process(at, part.length);
    return [...memory.floats.subarray(at / 4, at / 4 + part.length)];
  });
}

it('subtracts a share of the sample before, from nothing at the start', () => {
  const memory = new KernelMemory();
  const filter = new PreEmphasis(memory, 0.5);
  expect(
    filtered(filter, memory, [
      [4, 2],
      [2, 8],
    ]),
  ).toEqual([4, 0, 1, 7]);
  filter.reset();
  expect(filtered(filter, memory, [[6]])).toEqual([6]);
});

it('gives the same bits however the samples are cut', () => {
  const parts = fc.array(fc.array(fc.float({ min: -1, max: 1, noNaN: true }), { maxLength: 11 }), { maxLength: 6 });
  fc.assert(
    fc.property(parts, (cut) => {
      const memory = new KernelMemory();
      const whole = filtered(new PreEmphasis(memory, 0.97), memory, [cut.flat()]);
      expect(filtered(new PreEmphasis(memory, 0.97), memory, cut)).toEqual(whole);
      cut.flat().forEach((x, n, all) => expect(whole[n]).toBeCloseTo(x - 0.97 * (all[n - 1] ?? 0), 6));
    }),
  );
});
