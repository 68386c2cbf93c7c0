import fc from 'fast-check';
import { expect, it } from 'vitest';
import { defaultExperiment } from '../../config/defaults.ts';
import { Rng } from '../../core/rng.ts';
import { specAugment } from './spec-augment.ts';

const shape = { frames: 40, statics: 10, groups: 2, hopMs: 10 };
const BINS = 20;
const OFFSET = 7;
const { augment } = defaultExperiment.data;
const plain = Float32Array.from({ length: OFFSET + shape.frames * BINS + 5 }, (_, i) => Math.sin(i * i));

function masked(change: Partial<typeof augment>, seed: number): Float32Array {
  const features = plain.slice();
  specAugment(features, OFFSET, shape, { ...augment, ...change }, Rng.fromSeed(seed));
  return features;
}

/** Places that were changed: [frame][bin]. */
function hits(features: Float32Array): boolean[][] {
  return Array.from({ length: shape.frames }, (_, frame) =>
    Array.from(
      { length: BINS },
      (_, bin) => features[OFFSET + frame * BINS + bin] !== plain[OFFSET + frame * BINS + bin],
    ),
  );
}

const isRun = (places: readonly number[]) => places.every((place, i) => i === 0 || place === places[i - 1]! + 1);

it('masks whole frames, no more than the longest, one after another', () => {
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      const rows = hits(masked({ timeMasks: 1, timeMaskMs: 120 }, seed));
      const hit = rows.flatMap((row, frame) => (row.some(Boolean) ? [frame] : []));
      expect(hit.length).toBeLessThanOrEqual(12);
      expect(isRun(hit)).toBe(true);
      for (const frame of hit) expect(rows[frame]!.every(Boolean)).toBe(true);
    }),
  );
});

it('masks the same band in statics and differences, over all frames', () => {
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      const rows = hits(masked({ frequencyMasks: 1, frequencyMaskShare: 30 }, seed));
      const hit = rows[0]!.flatMap((changed, bin) => (changed ? [bin] : []));
      for (const row of rows) expect(row).toEqual(rows[0]);
      const [statics, differences] = [hit.filter((bin) => bin < 10), hit.filter((bin) => bin >= 10)];
      expect(statics.length).toBeLessThanOrEqual(3);
      expect(isRun(statics)).toBe(true);
      expect(differences).toEqual(statics.map((bin) => bin + 10));
    }),
  );
});

it('puts the mean of the feature in their place', () => {
  const features = masked({ frequencyMasks: 4, frequencyMaskShare: 50 }, 3);
  const rows = hits(features);
  const bin = rows[0]!.indexOf(true);
  let sum = 0;
  for (let frame = 0; frame < shape.frames; frame++) sum += plain[OFFSET + frame * BINS + bin]!;
  expect(features[OFFSET + bin]).toBeCloseTo(sum / shape.frames, 6);
});

it('reaches every place, and draws every width', () => {
  const widths = new Set<number>();
  const places = new Set<number>();
  for (let seed = 0; seed < 1200; seed++) {
    const hit = hits(masked({ timeMasks: 1, timeMaskMs: 50 }, seed)).flatMap((row, frame) => (row[0] ? [frame] : []));
    widths.add(hit.length);
    for (const frame of hit) places.add(frame);
  }
  expect([...widths].sort()).toEqual([0, 1, 2, 3, 4, 5]);
  expect(places.size).toBe(shape.frames);
});

it('touches nothing else, and nothing without masks', () => {
  const features = masked({ timeMasks: 4, frequencyMasks: 4 }, 5);
  expect(features.subarray(0, OFFSET)).toEqual(plain.subarray(0, OFFSET));
  expect(features.subarray(-5)).toEqual(plain.subarray(-5));
  expect(masked({}, 1)).toEqual(plain);
});
