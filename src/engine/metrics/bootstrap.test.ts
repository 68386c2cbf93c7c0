import { describe, expect, it } from 'vitest';
import { Rng } from '../core/rng.ts';
import { bootstrapMeans, percentileInterval } from './bootstrap.ts';

const rng = (name: string) => Rng.fromSeed(5).fork(name);

function shares(draws: Float64Array): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const mean of draws) counts[mean.toFixed(3)] = (counts[mean.toFixed(3)] ?? 0) + 1 / draws.length;
  return counts;
}

describe('cluster bootstrap', () => {
  it.each([
    ['clips', [[Float64Array.of(0, 1)]]],
    ['speakers', [[Float64Array.of(0), Float64Array.of(1)]]],
    ['seeds', [[Float64Array.of(0)], [Float64Array.of(1)]]],
  ])('draws %s with replacement', async (_, runs) => {
    const drawn = shares(await bootstrapMeans(runs, 20_000, rng('levels')));
    expect(Object.keys(drawn).sort()).toEqual(['0.000', '0.500', '1.000']);
    expect(drawn['0.000']).toBeCloseTo(0.25, 1);
    expect(drawn['0.500']).toBeCloseTo(0.5, 1);
    expect(drawn['1.000']).toBeCloseTo(0.25, 1);
  });

  it('keeps the clips of a speaker together', async () => {
    // Drawn by clip, 8 clips would hardly ever agree; drawn by speaker they do half of the time.
    const runs = [[Float64Array.of(0, 0, 0, 0), Float64Array.of(1, 1, 1, 1)]];
    const drawn = shares(await bootstrapMeans(runs, 4000, rng('together')));
    expect(drawn['0.000']! + drawn['1.000']!).toBeGreaterThan(0.45);
  });

  it('weighs clips alike within a run, and runs alike', async () => {
    const runs = [
      [Float64Array.of(1), Float64Array.of(0, 0, 0)],
      [Float64Array.of(1), Float64Array.of(1, 1, 1)],
    ];
    const one = await bootstrapMeans([runs[0]!], 4000, rng('weights'));
    // Both speakers once (half of the draws): one clip of four.
    expect(shares(one)['0.250']).toBeCloseTo(0.5, 1);
    // Both runs once and both speakers once: the mean of 1/4 and 1.
    expect(shares(await bootstrapMeans(runs, 4000, rng('weights')))['0.625']).toBeCloseTo(0.25, 1);
  });

  it('draws the same speakers and clips for all runs', async () => {
    const run = [Float64Array.of(0, 0), Float64Array.of(1, 1)];
    // Drawn anew for each run, a quarter and three quarters would come up too.
    expect(Object.keys(shares(await bootstrapMeans([run, run, run], 2000, rng('shared')))).sort()).toEqual([
      '0.000',
      '0.500',
      '1.000',
    ]);
    await expect(bootstrapMeans([run, [run[0]!]], 1, rng('shared'))).rejects.toThrow(RangeError);
  });

  it('divides by the sizes of what was drawn', async () => {
    // One error in one word, none in three: both, or one of them twice.
    const [errors, words] = [[Float64Array.of(1, 0)], [Float64Array.of(1, 3)]];
    const drawn = shares(await bootstrapMeans([errors], 4000, rng('sizes'), words));
    expect(Object.keys(drawn).sort()).toEqual(['0.000', '0.250', '1.000']);
    expect(drawn['0.250']).toBeCloseTo(0.5, 1);
    const silent = await bootstrapMeans([[Float64Array.of(1)]], 3, rng('sizes'), [Float64Array.of(0)]);
    expect([...silent]).toEqual([0, 0, 0]);
    await expect(bootstrapMeans([errors], 1, rng('sizes'), [Float64Array.of(1)])).rejects.toThrow(RangeError);
  });

  it('gives the same draws for the same stream', async () => {
    const runs = [[Float64Array.of(0, 1, 2), Float64Array.of(3, 5)]];
    expect(await bootstrapMeans(runs, 50, rng('a'))).toEqual(await bootstrapMeans(runs, 50, rng('a')));
    expect(await bootstrapMeans(runs, 50, rng('a'))).not.toEqual(await bootstrapMeans(runs, 50, rng('b')));
  });

  it('lets other messages in while it draws, and draws the same', async () => {
    const run = Array.from({ length: 50 }, (_, c) => Float64Array.from({ length: 40 }, (_, i) => (c * i) % 3));
    const reference = rng('turns');
    const expected = Array.from({ length: 40 }, () => {
      let sum = 0;
      for (let c = 0; c < 50; c++) {
        const cluster = reference.int(50);
        for (let i = 0; i < 40; i++) sum += run[cluster]![reference.int(40)]!;
      }
      return sum / 2000;
    });
    const means = bootstrapMeans([run], 40, rng('turns'));
    let heard = false;
    void new Promise((resolve) => setImmediate(resolve)).then(() => (heard = true));
    expect([...(await means)]).toEqual(expected);
    expect(heard).toBe(true);
  });

  it('covers the truth about as often as it says', async () => {
    // Speakers differ (deviation 0.1), clips more (0.5); the true mean is 0.2.
    const simulations = 200;
    let covered = 0;
    for (let s = 0; s < simulations; s++) {
      const world = rng(`world-${s}`);
      const run = Array.from({ length: 12 }, () => {
        const speaker = 0.2 + 0.1 * world.normal();
        return Float64Array.from({ length: 20 }, () => speaker + 0.5 * world.normal());
      });
      const [low, high] = percentileInterval(await bootstrapMeans([run], 300, world.fork('draws')), 0.95);
      if (low <= 0.2 && 0.2 <= high) covered++;
    }
    expect(covered / simulations).toBeGreaterThan(0.88);
    expect(covered / simulations).toBeLessThanOrEqual(0.995);
  });
});

describe('percentile interval', () => {
  it('interpolates between order statistics', () => {
    const draws = Float64Array.from({ length: 101 }, (_, i) => 100 - i);
    const [low, high] = percentileInterval(draws, 0.95);
    expect(low).toBeCloseTo(2.5, 10);
    expect(high).toBeCloseTo(97.5, 10);
    expect(percentileInterval(Float64Array.of(7), 0.95)).toEqual([7, 7]);
  });
});
