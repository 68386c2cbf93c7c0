import { beforeAll, describe, expect, it } from 'vitest';
import { Rng } from '../../core/rng.ts';
import { dropout, ones, sum, valueAndGradients, type Scalar } from '../index.ts';
import { useBackend } from '../testing/node-backends.ts';

describe('dropout', () => {
  beforeAll(() => useBackend('wasm'));
  const context = (seed: number) => ({ training: true, rng: Rng.fromSeed(seed) });

  it('keeps the expected value, drops the asked share, and passes the gradient where it keeps', async () => {
    const x = ones([100, 200]);
    const values = Array.from(await dropout(x, 0.3, 'layer', context(1)).data());
    const dropped = values.filter((value) => value === 0).length / values.length;
    expect(Math.abs(dropped - 0.3)).toBeLessThan(0.02);
    expect(values.every((value) => value === 0 || Math.abs(value - 1 / 0.7) < 1e-6)).toBe(true);
    const { gradients } = valueAndGradients([x], () => ({
      total: sum<Scalar>(dropout(x, 0.3, 'layer', context(1))),
      named: {},
    }));
    expect(Array.from((await gradients[0]?.data()) ?? [])).toEqual(values);
  });

  it('draws from the stream: alike for a seed and a name, else not', async () => {
    const draw = async (seed: number, name: string) =>
      Array.from(await dropout(ones([64]), 0.5, name, context(seed)).data());
    expect(await draw(1, 'a')).toEqual(await draw(1, 'a'));
    expect(await draw(1, 'a')).not.toEqual(await draw(2, 'a'));
    expect(await draw(1, 'a')).not.toEqual(await draw(1, 'b'));
  });

  it.each(['simd', 'wasm', 'cpu', 'webgpu'] as const)('has the mask of the named fork on %s', async (backend) => {
    await useBackend(backend);
    for (const rate of [0.1, 0.25, 0.7]) {
      const stream = Rng.fromSeed(4).fork('layer');
      const known = Array.from({ length: 5000 }, () => (stream.float() < rate ? 0 : Math.fround(1 / (1 - rate))));
      expect(Array.from(await dropout(ones([50, 100]), rate, 'layer', context(4)).data())).toEqual(known);
    }
  });

  it('does nothing outside training and refuses to train without a stream', () => {
    const x = ones([3]);
    expect(dropout(x, 0.5, 'layer', { training: false })).toBe(x);
    expect(dropout(x, 0, 'layer', { training: true })).toBe(x);
    expect(() => dropout(x, 0.5, 'layer', { training: true })).toThrow(TypeError);
  });
});
