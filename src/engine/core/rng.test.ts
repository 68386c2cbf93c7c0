import { describe, expect, test } from 'vitest';
import { Rng } from './rng.ts';

const take = (rng: Rng, count: number): number[] => Array.from({ length: count }, () => rng.uint32());

describe('random streams', () => {
  test('are the same for the same path and differ for another', () => {
    expect(take(Rng.fromSeed(3).fork('noise'), 20)).toEqual(take(new Rng('3/noise'), 20));
    expect(take(Rng.fromSeed(3).fork('noise'), 20)).not.toEqual(take(Rng.fromSeed(4).fork('noise'), 20));
  });

  test('are not moved by forking or by draws of their forks', () => {
    const rng = Rng.fromSeed(1);
    const expected = take(Rng.fromSeed(1), 5);
    take(rng.fork('a'), 100);
    expect(take(rng, 5)).toEqual(expected);
  });

  test('are uniform: chi-squared over 64 cells stays below its 99.99th percentile', () => {
    const rng = Rng.fromSeed(11);
    const cells = new Array<number>(64).fill(0);
    const draws = 64_000;
    for (let i = 0; i < draws; i++) cells[rng.int(64)]!++;
    const chi2 = cells.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
    expect(chi2).toBeLessThan(112);
    expect(chi2).toBeGreaterThan(28);
  });

  test('are normal with mean 0 and variance 1', () => {
    const rng = Rng.fromSeed(5);
    const draws = Array.from({ length: 40_000 }, () => rng.normal());
    const mean = draws.reduce((a, b) => a + b) / draws.length;
    const variance = draws.reduce((sum, x) => sum + (x - mean) ** 2, 0) / draws.length;
    expect(Math.abs(mean)).toBeLessThan(0.02);
    expect(Math.abs(variance - 1)).toBeLessThan(0.03);
  });

  test('shuffle into a permutation', () => {
    const items = Array.from({ length: 100 }, (_, i) => i);
    const shuffled = Rng.fromSeed(2).shuffle([...items]);
    expect(shuffled).not.toEqual(items);
    expect(shuffled.sort((a, b) => a - b)).toEqual(items);
  });
});
