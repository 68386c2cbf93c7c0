import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MelFilterbank } from './mel.ts';

const bank = new MelFilterbank({
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

function energies(power: readonly number[]): Float64Array {
  const out = new Float64Array(40);
  bank.apply(Float64Array.from(power), out);
  return out;
}

describe('MelFilterbank', () => {
  it('is linear in the power', () => {
    fc.assert(
      fc.property(spectra, spectra, fc.double({ min: 0, max: 10, noNaN: true }), (a, b, gain) => {
        const sum = energies(a.map((x, k) => x + gain * b[k]!));
        const [ofA, ofB] = [energies(a), energies(b)];
        sum.forEach((value, band) => expect(value).toBeCloseTo(ofA[band]! + gain * ofB[band]!, 8));
      }),
      { numRuns: 30 },
    );
  });

  it('shares the power of a bin between two neighbours, which together take all of it', () => {
    for (const k of [20, 60, 120, 200]) {
      const power = new Array<number>(257).fill(0);
      power[k] = 1;
      const hit = [...energies(power)].filter((energy) => energy > 0);
      expect(hit.length).toBeLessThanOrEqual(2);
      expect(hit.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 10);
    }
  });

  it('hears nothing outside its range', () => {
    const outside = Array.from({ length: 257 }, (_, k) => (k * 31.25 <= 20 || k * 31.25 >= 7600 ? 1 : 0));
    expect(Math.max(...energies(outside))).toBe(0);
  });
});
