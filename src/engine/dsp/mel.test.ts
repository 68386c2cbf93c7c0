import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KernelMemory, LANES } from './kernel-memory.ts';
import { MelFilterbank } from './mel.ts';
import { readLane, writeLanes } from './testing/lanes.ts';
import { naiveMel } from './testing/naive.ts';

const memory = new KernelMemory();
const power = memory.allocate(257 * LANES);
const bank = new MelFilterbank(memory, {
  bands: 40,
  lowHz: 20,
  highHz: 7600,
  fftSize: 512,
  sampleRateHz: 16_000,
  scale: 'htk',
  norm: 'none',
  sides: 'hertz',
});
const spectra = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 257, maxLength: 257 });

function energies(...spectra: readonly (readonly number[])[]): Float32Array[] {
  writeLanes(memory, power, spectra);
  bank.apply(power);
  return spectra.map((_, lane) => readLane(memory, bank.energies, 40, lane));
}

describe('MelFilterbank', () => {
  it('agrees with the definition in every lane', () => {
    fc.assert(
      fc.property(fc.tuple(spectra, spectra, spectra, spectra), (four) => {
        energies(...four).forEach((ours, lane) => {
          const wanted = naiveMel(four[lane]!, 40, 20, 7600);
          wanted.forEach((value, band) => expect(Math.abs(ours[band]! - value)).toBeLessThan(1e-6 * (1 + value)));
        });
      }),
      { numRuns: 20 },
    );
  });

  it('shares the power of a bin between two neighbours, which together take all of it', () => {
    for (const k of [20, 60, 120, 200]) {
      const line = new Array<number>(257).fill(0);
      line[k] = 1;
      const hit = [...energies(line)[0]!].filter((energy) => energy > 0);
      expect(hit.length).toBeLessThanOrEqual(2);
      expect(hit.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 6);
    }
  });

  it('hears nothing outside its range', () => {
    const outside = Array.from({ length: 257 }, (_, k) => (k * 31.25 <= 20 || k * 31.25 >= 7600 ? 1 : 0));
    expect(Math.max(...energies(outside)[0]!)).toBe(0);
  });
});
