import { expect, test } from 'vitest';
import { Rng } from '../core/rng.ts';
import { digestOfDraws } from './batch-draws.ts';
import { BucketPlan } from './bucket-plan.ts';

const lengths = Int32Array.from({ length: 40 }, (_, i) => 20 + ((i * 37) % 40) * 10);
const pool = Int32Array.from({ length: 38 }, (_, i) => i + 1);
const planOf = (seed = 1, of = pool) => new BucketPlan(of, lengths, 4, 3, Rng.fromSeed(seed));

function draw(plan: BucketPlan, step: number): { positions: number[]; versions: number[] } {
  const positions = new Int32Array(4);
  const versions = new Int32Array(4);
  plan.fill(step, positions, versions);
  return { positions: [...positions], versions: [...versions] };
}

/** Ten batches of four hold an epoch of 38 clips. */
const epochOf = (plan: BucketPlan, epoch: number) =>
  Array.from({ length: 10 }, (_, batch) => draw(plan, 10 * epoch + batch).positions);

test('the first epoch goes from short to long, later ones in any order', () => {
  const plan = planOf();
  const framesOf = (epoch: number) => epochOf(plan, epoch).flatMap((batch) => batch.map((clip) => lengths[clip]!));
  const first = framesOf(0);
  expect(first).toEqual([...first].sort((a, b) => a - b));
  expect(framesOf(1)).not.toEqual([...framesOf(1)].sort((a, b) => a - b));
});

test('every epoch has all clips, two of them twice to make the last batch full, and takes the versions in turn', () => {
  const plan = planOf();
  for (const epoch of [0, 1, 2]) {
    const clips = epochOf(plan, epoch).flat();
    expect(clips).toHaveLength(40);
    expect([...new Set(clips)].sort((a, b) => a - b)).toEqual([...pool]);
    expect(draw(plan, 10 * epoch).versions).toEqual([epoch, epoch, epoch, epoch]);
  }
  expect(draw(plan, 30).versions).toEqual([0, 0, 0, 0]);
});

test('clips of a batch are of like length, and meet others in the next epoch', () => {
  const plan = planOf();
  for (const batch of epochOf(plan, 1)) {
    const frames = batch.map((clip) => lengths[clip]!);
    expect(Math.max(...frames) - Math.min(...frames)).toBeLessThan(120);
  }
  const named = (epoch: number) => epochOf(plan, epoch).map((batch) => [...batch].sort().join());
  expect(named(2).filter((batch) => named(1).includes(batch)).length).toBeLessThan(5);
});

test('a batch depends on its step alone', () => {
  const wandering = planOf();
  for (const step of [25, 3, 0, 39, 12]) expect(draw(wandering, step)).toEqual(draw(planOf(), step));
  expect(digestOfDraws(planOf(), 50)).toBe(digestOfDraws(planOf(), 50));
  expect(digestOfDraws(planOf(2), 50)).not.toBe(digestOfDraws(planOf(), 50));
});

test('fewer clips than a batch fill it all the same', () => {
  expect(new Set(draw(planOf(1, Int32Array.of(5, 9)), 0).positions)).toEqual(new Set([5, 9]));
});
