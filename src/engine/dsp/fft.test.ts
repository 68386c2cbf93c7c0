import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RealFft } from './fft.ts';
import { KernelMemory, LANES } from './kernel-memory.ts';
import { readLane, writeLanes } from './testing/lanes.ts';
import { naivePowers } from './testing/naive.ts';

const sizes = [8, 16, 24, 32, 40, 64, 72, 120, 128, 200, 256, 400, 480, 512, 600, 1024, 2048];

/** Power of up to four frames of equal length, transformed together. */
function powers(frames: readonly (readonly number[])[]): Float32Array[] {
  const memory = new KernelMemory();
  const fft = new RealFft(memory, frames[0]!.length);
  const power = memory.allocate(fft.bins * LANES);
  writeLanes(
    memory,
    fft.frames,
    frames.map((frame) => frame.map((x) => 0.5 * x)),
  );
  fft.powers(power);
  return frames.map((_, lane) => readLane(memory, power, fft.bins, lane));
}

function framesOf(size: number, count: number) {
  // Squares of what is smaller would be subnormal.
  const sample = fc.integer({ min: -32_768, max: 32_767 }).map((x) => x / 32_768);
  const frame = fc.array(sample, { minLength: size, maxLength: size });
  return fc.array(frame, { minLength: count, maxLength: count });
}

describe('RealFft', () => {
  it.each(sizes)('of %i agrees with the definition of the transform, in all lanes', (size) => {
    fc.assert(
      fc.property(framesOf(size, LANES), (frames) => {
        powers(frames).forEach((ours, lane) => {
          const wanted = naivePowers(frames[lane]!);
          const energy = wanted.reduce((a, b) => a + b, 0);
          // Rounding leaves a noise some 1e-7 of the frame's amplitude on every bin.
          wanted.forEach((power, k) => {
            const noise = 3e-7 * Math.sqrt(energy);
            expect(Math.abs(ours[k]! - power)).toBeLessThanOrEqual(
              1e-6 * power + 2 * noise * Math.sqrt(power) + noise ** 2,
            );
          });
        });
      }),
      { numRuns: size > 256 ? 3 : 20 },
    );
  });

  it('hears a line in its own bin alone', () => {
    for (const size of sizes) {
      for (const bin of [0, 1, size / 4 - 1, size / 2 - 1, size / 2]) {
        const line = Array.from({ length: size }, (_, n) => Math.cos((2 * Math.PI * bin * n) / size));
        const [power] = powers([line]);
        const full = bin === 0 || bin === size / 2 ? size ** 2 : size ** 2 / 4;
        power!.forEach((p, k) => expect(p / full).toBeCloseTo(k === bin ? 1 : 0, 6));
      }
    }
  });

  it('gives a frame the same bits whatever lies in the other lanes', () => {
    fc.assert(
      fc.property(framesOf(64, LANES), fc.nat(LANES - 1), (frames, lane) => {
        const together = powers(frames)[lane];
        expect(powers([frames[lane]!])[0]).toEqual(together);
        const loud = frames.map((frame, other) => (other === lane ? frame : frame.map(() => NaN)));
        expect(powers(loud)[lane]).toEqual(together);
      }),
      { numRuns: 20 },
    );
  });

  it.each([0, 4, 12, 56, 402, 131_072])('refuses a length of %i', (size) => {
    expect(() => new RealFft(new KernelMemory(), size)).toThrow(RangeError);
  });
});
