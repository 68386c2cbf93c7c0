import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addSums,
  computeNormaliser,
  emptySums,
  identityNormaliser,
  joinSums,
  meansOf,
  normaliserOf,
  partOfSums,
} from './normaliser.ts';

const BINS = 3;

describe('computeNormaliser', () => {
  it('brings every feature to mean 0 and deviation 1', () => {
    const rows = fc.array(fc.tuple(fc.float({ min: -90, max: 90, noNaN: true }), fc.integer({ min: 0, max: 5 })), {
      minLength: 4,
    });
    fc.assert(
      fc.property(rows, (values) => {
        const data = values.flatMap(([a, b]) => [a, 1000 + b, -7]);
        const { mean, inverseDeviation } = computeNormaliser(Float32Array.from(data), BINS);
        for (let f = 0; f < 3; f++) {
          const scaled = values.map((_, row) => (data[3 * row + f]! - mean[f]!) * inverseDeviation[f]!);
          const average = scaled.reduce((x, y) => x + y, 0) / scaled.length;
          const variance = scaled.reduce((x, y) => x + y * y, 0) / scaled.length;
          expect(average).toBeCloseTo(0, 1);
          // 1, or less where the feature hardly moves.
          expect(variance).toBeLessThan(1.01);
          if (1 / inverseDeviation[f]! > 0.011) expect(variance).toBeCloseTo(1, 2);
        }
      }),
    );
  });

  it('does not blow up a feature that never moved', () => {
    const { mean, inverseDeviation } = computeNormaliser(Float32Array.of(1, 2, -7, 1, 3, -7), BINS);
    expect(mean[2]).toBe(-7);
    expect(inverseDeviation[2]).toBe(100);
  });

  it('keeps its precision over many frames', () => {
    const data = new Float32Array(3 * 300_000).map((_, i) => 1000 + (i % 2 === 0 ? 0.5 : -0.5));
    const { mean, inverseDeviation } = computeNormaliser(data, BINS);
    expect(mean[0]).toBeCloseTo(1000, 5);
    expect(inverseDeviation[0]).toBeCloseTo(2, 4);
  });
});

it('sums have the same bits however rows and features are shared out', () => {
  const values = fc.array(fc.float({ min: -90, max: 90, noNaN: true }), { minLength: 6, maxLength: 60 });
  fc.assert(
    fc.property(values, fc.nat(20), fc.nat(BINS), (given, cut, feature) => {
      const data = Float32Array.from(given.slice(0, given.length - (given.length % BINS)));
      const blocks = [data.subarray(0, cut * BINS), data.subarray(cut * BINS)];
      const parts = [
        { from: 0, to: feature },
        { from: feature, to: BINS },
      ];
      const add = (means: Float64Array | null) =>
        joinSums(
          parts.map((part) =>
            blocks.reduce((sums, block) => addSums(sums, block, BINS, part), partOfSums(emptySums(BINS, means), part)),
          ),
        );
      expect(normaliserOf(add(meansOf(add(null))))).toEqual(computeNormaliser(data, BINS));
    }),
  );
});

it('identityNormaliser changes nothing', () => {
  expect(identityNormaliser(2)).toEqual({ mean: Float32Array.of(0, 0), inverseDeviation: Float32Array.of(1, 1) });
});
