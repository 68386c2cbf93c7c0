import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KernelMemory } from './kernel-memory.ts';

const memory = new KernelMemory();
const room = memory.allocate(4096);
const bits = new DataView(new ArrayBuffer(4));

function fromBits(pattern: number): number {
  bits.setUint32(0, pattern);
  return bits.getFloat32(0);
}

function logs(values: readonly number[], offset = 0): number[] {
  memory.floats.set(values, room / 4);
  memory.kernels.logarithms(room, Math.ceil(values.length / 4), -Infinity, offset, 1, 0);
  return [...memory.floats.subarray(room / 4, room / 4 + values.length)];
}

/** Distance in units in the last place of the true value. */
function unitsOff(ours: number, truth: number): number {
  const unit = 2 ** (Math.floor(Math.log2(Math.abs(truth))) - 23);
  return Math.abs(ours - truth) / unit;
}

function worstOf(values: readonly number[]): number {
  return logs(values).reduce((worst, ours, i) => Math.max(worst, unitsOff(ours, Math.log(values[i]!))), 0);
}

describe('the logarithm', () => {
  it('is off by no more than two units in the last place, from the least subnormal number to the largest', () => {
    let worst = 0;
    for (let start = 1; start < 0x7f800000; start += 4096 * 521) {
      const patterns = Array.from({ length: 4096 }, (_, i) => Math.min(0x7f7fffff, start + 521 * i));
      worst = Math.max(worst, worstOf(patterns.map(fromBits).filter((x) => x !== 1)));
    }
    expect(worst).toBeLessThan(2);
  });

  it('is as good close to 1, where it passes zero', () => {
    const near = Array.from({ length: 2048 }, (_, i) => fromBits(0x3f800000 + i + 1));
    const below = Array.from({ length: 2048 }, (_, i) => fromBits(0x3f800000 - i - 1));
    expect(Math.max(worstOf(near), worstOf(below))).toBeLessThan(2);
    expect(logs([1])).toEqual([0]);
  });

  it('has the edges of Math.log', () => {
    const edges = [0, -0, Infinity, -Infinity, NaN, -1, -1e-40];
    expect(logs(edges)).toEqual(edges.map(Math.log));
  });

  it('adds its offset first, and no lane sees another', () => {
    const energy = fc.float({ min: 0, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(fc.tuple(energy, energy, energy, energy), (four) => {
        const together = logs(four, 1e-6);
        four.forEach((x, lane) => {
          const truth = Math.log(x + 1e-6);
          expect(Math.abs(together[lane]! - truth)).toBeLessThan(1.5e-6 + 2e-7 * Math.abs(truth));
          expect(logs([x, NaN, 0, -1], 1e-6)[0]).toBe(together[lane]);
        });
      }),
    );
  });
});
