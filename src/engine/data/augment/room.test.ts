import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Rng } from '../../core/rng.ts';
import { Reverberator, roomResponse } from './room.ts';

const db = (ratio: number) => 10 * Math.log10(ratio);

describe('roomResponse', () => {
  it('begins with the direct sound, alone for 2 ms', () => {
    const response = roomResponse(400, Rng.fromSeed(1));
    expect([...response.subarray(0, 32)]).toEqual([1, ...new Array<number>(31).fill(0)]);
  });

  it('falls by 60 dB in its reverberation time, which is its length', () => {
    for (let seed = 0; seed < 20; seed++) {
      const response = roomResponse(800, Rng.fromSeed(seed));
      // Schroeder's backward integration, over a span that the cut end does not reach.
      const energyFrom = (share: number) =>
        response.subarray(Math.round(share * response.length)).reduce((sum, x) => sum + x * x, 0);
      expect(db(energyFrom(0.1) / energyFrom(0.5)) / 0.4).toBeGreaterThan(54);
      expect(db(energyFrom(0.1) / energyFrom(0.5)) / 0.4).toBeLessThan(66);
      expect(response.length).toBeGreaterThanOrEqual(0.25 * 0.8 * 16_000 - 1);
      expect(response.length).toBeLessThanOrEqual(0.8 * 16_000);
    }
  });

  it('has echoes 0 to 12 dB below the direct sound', () => {
    for (let seed = 0; seed < 20; seed++) {
      const echoes = roomResponse(300, Rng.fromSeed(seed)).subarray(1);
      const ratio = db(1 / echoes.reduce((sum, x) => sum + x * x, 0));
      expect(ratio).toBeGreaterThan(-1e-9);
      expect(ratio).toBeLessThan(12);
    }
  });
});

describe('Reverberator', () => {
  const values = (maxLength: number) =>
    fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 1, maxLength });

  it('convolves', () => {
    const reverberator = new Reverberator();
    fc.assert(
      fc.property(values(90), values(70), (sound, response) => {
        const ours = Float32Array.from(sound);
        reverberator.apply(ours, Float64Array.from(response));
        ours.forEach((x, n) => {
          const wanted = response.reduce((sum, h, k) => sum + h * Math.fround(sound[n - k] ?? 0), 0);
          expect(x).toBeCloseTo(wanted, 5);
        });
      }),
    );
  });
});
