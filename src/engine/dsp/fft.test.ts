import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RealFft } from './fft.ts';

const sizes = fc.integer({ min: 2, max: 9 }).map((exponent) => 2 ** exponent);
const frames = sizes.chain((size) =>
  fc
    .array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: size, maxLength: size })
    .map((x) => Float64Array.from(x)),
);

describe('RealFft', () => {
  it('agrees with the definition of the transform', () => {
    fc.assert(
      fc.property(frames, (frame) => {
        const fft = new RealFft(frame.length);
        fft.forward(frame);
        for (let k = 0; k < fft.bins; k++) {
          let re = 0;
          let im = 0;
          frame.forEach((x, n) => {
            re += x * Math.cos((2 * Math.PI * k * n) / frame.length);
            im -= x * Math.sin((2 * Math.PI * k * n) / frame.length);
          });
          expect(Math.abs(fft.re[k]! - re)).toBeLessThan(1e-10);
          expect(Math.abs(fft.im[k]! - im)).toBeLessThan(1e-10);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('keeps the energy (Parseval)', () => {
    fc.assert(
      fc.property(frames, (frame) => {
        const fft = new RealFft(frame.length);
        fft.forward(frame);
        const power = Array.from(fft.re, (re, k) => re ** 2 + fft.im[k]! ** 2);
        const twoSided = power.reduce((sum, p, k) => sum + (k === 0 || k === fft.bins - 1 ? p : 2 * p), 0);
        const energy = frame.reduce((sum, x) => sum + x * x, 0);
        expect(Math.abs(twoSided / frame.length - energy)).toBeLessThan(1e-10 * (1 + energy));
      }),
    );
  });

  it('refuses lengths that are no power of two', () => {
    expect(() => new RealFft(400)).toThrow(RangeError);
  });
});
