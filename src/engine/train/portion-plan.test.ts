import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Rng } from '../core/rng.ts';
import { BatchPlan } from './batch-plan.ts';
import { BucketPlan } from './bucket-plan.ts';
import { PortionPlan, stepsOfPortion } from './portion-plan.ts';

const CLIPS = 23;
const STEPS = 40;
const lengths = Int32Array.from({ length: CLIPS }, (_, i) => 5 + ((7 * i) % 11));
const pool = Int32Array.from({ length: 17 }, (_, i) => i + 3);
const draws = {
  words: () => new BatchPlan(pool, 4, 3, Rng.fromSeed(1)),
  sentences: () => new BucketPlan(pool, lengths, 4, 3, Rng.fromSeed(1)),
};

describe.each(['words', 'sentences'] as const)('portions of %s', (kind) => {
  it('hold what their steps draw, each clip once a version, and nothing else', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: STEPS + 3 }), (stepsEach) => {
        const plan = new PortionPlan(draws[kind](), CLIPS, STEPS, stepsEach);
        const direct = draws[kind]();
        const [positions, versions] = [new Int32Array(4), new Int32Array(4)];
        const wanted = Array.from({ length: plan.count }, () => new Set<string>());
        for (let step = 0; step < STEPS; step++) {
          direct.fill(step, positions, versions);
          positions.forEach((position, row) => wanted[plan.indexOf(step)]!.add(`${position}/${versions[row]}`));
        }
        wanted.forEach((clips, index) => {
          const portion = plan.portion(index);
          expect(portion.index).toBe(index);
          expect([...portion.positions]).toEqual([...portion.positions].sort((a, b) => a - b));
          const held = portion.positions.map((position, i) => `${position}/${portion.versions[i]}`);
          expect(held).toHaveLength(clips.size);
          expect(new Set(held)).toEqual(clips);
        });
      }),
      { numRuns: 30 },
    );
  });
});

it('takes as many steps as fit into a portion, and at least one', () => {
  const size = { batchSize: 2, shape: { frames: 10, bins: 3, windowSamples: 0 }, answers: 5 };
  expect([1, 280, 559, 560].map((bytes) => stepsOfPortion(size, bytes))).toEqual([1, 1, 1, 2]);
});
