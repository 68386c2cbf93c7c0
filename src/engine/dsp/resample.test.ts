import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resampleAll as resample } from './testing/resample-all.ts';
import { testSignal } from './testing/test-signal.ts';

const tone = (hz: number, rateHz: number) =>
  Float32Array.from({ length: rateHz / 2 }, (_, n) => Math.sin((2 * Math.PI * hz * n) / rateHz));

/** Root mean square away from the ends, in dB against a full tone. */
function levelDb(samples: Float32Array): number {
  const middle = samples.subarray(1000, samples.length - 1000);
  return 10 * Math.log10((2 * middle.reduce((sum, x) => sum + x * x, 0)) / middle.length);
}

const rates = [8_000, 11_025, 12_345, 22_050, 32_000, 44_100, 48_000, 96_000];

describe('Resampler', () => {
  it('gives the same bits however the samples are cut', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...rates),
        fc.array(fc.integer({ min: 1, max: 3000 }), { minLength: 1, maxLength: 6 }),
        (rateHz, chunks) => {
          const source = testSignal(5000, rateHz);
          expect(resample(source, rateHz, chunks)).toEqual(resample(source, rateHz));
        },
      ),
      { numRuns: 40 },
    );
  });

  it.each(rates)('from %i Hz keeps the length in time and the level of a constant', (rateHz) => {
    const out = resample(new Float32Array(rateHz).fill(0.5), rateHz);
    expect(Math.abs(out.length - 16_000)).toBeLessThanOrEqual(1);
    for (const value of out.subarray(1000, 15_000)) expect(value).toBeCloseTo(0.5, 6);
  });

  it.each(rates.filter((rate) => rate > 16_000))('from %i Hz passes 7.6 kHz and stops 8.4 kHz', (rateHz) => {
    for (const hz of [100, 4000, 7600])
      expect(Math.abs(levelDb(resample(tone(hz, rateHz), rateHz)))).toBeLessThan(0.02);
    for (const hz of [8400, 9000, 10_900]) expect(levelDb(resample(tone(hz, rateHz), rateHz))).toBeLessThan(-78);
  });

  it('keeps a tone in time with the ideal one', () => {
    const out = resample(tone(1000, 44_100), 44_100);
    for (let n = 1000; n < 7000; n++)
      expect(Math.abs(out[n]! - Math.sin((2 * Math.PI * 1000 * n) / 16_000))).toBeLessThan(2e-4);
  });

  it('leaves samples at the same rate as they are', () => {
    const source = testSignal(3000, 16_000);
    expect(resample(source, 16_000, [7, 500])).toEqual(source);
  });
});
