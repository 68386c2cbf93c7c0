import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Rng } from '../core/rng.ts';
import { digestOfDraws } from './batch-draws.ts';
import { BatchPlan } from './batch-plan.ts';

function draw(plan: BatchPlan, step: number): { positions: number[]; versions: number[] } {
  const positions = new Int32Array(plan.batchSize);
  const versions = new Int32Array(plan.batchSize);
  plan.fill(step, positions, versions);
  return { positions: [...positions], versions: [...versions] };
}

const pool = Int32Array.of(3, 5, 8, 13, 21);
const planOf = (seed = 1, batchSize = 2, versions = 3) =>
  new BatchPlan(pool, batchSize, versions, Rng.fromSeed(seed).fork('batches'));

describe('batches', () => {
  test('show every clip once an epoch, across the ends of batches', () => {
    const plan = planOf();
    const draws = Array.from({ length: 10 }, (_, step) => draw(plan, step).positions).flat();
    for (let epoch = 0; epoch < 4; epoch++)
      expect(draws.slice(5 * epoch, 5 * epoch + 5).sort((a, b) => a - b)).toEqual([...pool]);
  });

  test('take the noisy versions in turn, epoch by epoch', () => {
    const plan = planOf();
    const versions = Array.from({ length: 10 }, (_, step) => draw(plan, step).versions).flat();
    expect(versions).toEqual([0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 0, 0, 0, 0, 0]);
  });

  test('depend on the step alone, not on what was drawn before', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(500), { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 1, max: 17 }),
        (steps, size) => {
          const wandering = planOf(7, size);
          for (const step of steps) expect(draw(wandering, step)).toEqual(draw(planOf(7, size), step));
        },
      ),
      { numRuns: 50 },
    );
  });

  test('have equal digests for equal streams and others for other streams or pools', () => {
    expect(digestOfDraws(planOf(4), 50)).toBe(digestOfDraws(planOf(4), 50));
    expect(digestOfDraws(planOf(4), 50)).not.toBe(digestOfDraws(planOf(5), 50));
    expect(digestOfDraws(planOf(4), 50)).not.toBe(digestOfDraws(planOf(4), 51));
  });
});
