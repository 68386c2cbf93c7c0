import { beforeAll, describe, expect, it } from 'vitest';
import { defaultsOf } from '../core/param-spec.ts';
import { Rng } from '../core/rng.ts';
import {
  dispose,
  drawInitial,
  mean,
  memory,
  splitFlat,
  tensor,
  tidy,
  valueAndGradients,
  type Scalar,
} from '../tensor/index.ts';
import { useBackend } from '../tensor/testing/node-backends.ts';
import { models } from './catalog.ts';
import type { NetShape } from './model.ts';

/** Those that answer once a clip. */
const ofClips = models.all.filter(({ tasks }) => tasks.includes('words'));
const speech: NetShape = { frames: 98, bins: 40, classes: 12 };
const small: NetShape = { frames: 12, bins: 8, classes: 4 };

async function netOf(id: string, shape: NetShape, settings: Record<string, number>, seed = 1) {
  const family = models.get(id);
  const layout = family.layout(shape, settings);
  const { build } = await family.load();
  return {
    layout,
    forward: build(shape, settings),
    params: splitFlat(layout, drawInitial(layout, Rng.fromSeed(seed))),
  };
}

// By hand: layer by layer, as one would count them on paper.
const costs = [
  {
    id: 'dnn',
    width: 256,
    depth: 2,
    parameters: 3920 * 256 + 256 + 256 * 256 + 256 + 256 * 12 + 12,
    macs: 3920 * 256 + 256 * 256 + 256 * 12,
  },
  { id: 'dnn', width: 8, depth: 2, parameters: 31_368 + 72 + 108, macs: 31_360 + 64 + 96 },
  {
    id: 'cnn',
    width: 64,
    depth: 2,
    // 98 by 40 becomes 50 by 20.
    parameters: 64 * 40 + 64 + 2 * (64 * 9 + 64 + 64 * 64 + 64) + 20 * 64 * 12 + 12,
    macs: 1000 * (64 * 40 + 2 * (64 * 9 + 64 * 64)) + 20 * 64 * 12,
  },
  {
    id: 'gru',
    width: 128,
    depth: 1,
    parameters: 384 * 40 + 384 * 128 + 2 * 384 + 128 * 12 + 12,
    macs: 98 * (384 * 40 + 384 * 128) + 128 * 12,
  },
  {
    id: 'lstm',
    width: 16,
    depth: 2,
    parameters: 64 * 40 + 64 * 16 + 128 + 2 * 64 * 16 + 128 + 16 * 12 + 12,
    macs: 98 * (64 * 40 + 64 * 16 + 2 * 64 * 16) + 16 * 12,
  },
];

describe('the cost of a net', () => {
  beforeAll(() => useBackend('wasm'));

  it.each(costs)('$id, width $width, depth $depth', ({ id, width, depth, parameters, macs }) => {
    const cost = models.get(id).cost(speech, { width, depth, dropout: 0 });
    expect(cost).toEqual({ parameters, macs, bytes: 4 * parameters });
  });

  it.each(ofClips)('$id: counts the parameters that there are', async (family) => {
    const settings = { width: 6, depth: 3, dropout: 0 };
    const { params } = await netOf(family.id, small, settings);
    const counted = params.reduce((total, { size }) => total + size, 0);
    expect(family.cost(small, settings).parameters).toBe(counted);
    dispose(params);
  });
});

describe.each(ofClips)('$id', ({ id, params: specs, layout }) => {
  beforeAll(() => useBackend('wasm'));
  const settings = { width: 6, depth: 3, dropout: 0.5 };
  const x = () => {
    const rng = Rng.fromSeed(9);
    return tensor(
      Float32Array.from({ length: 2 * 12 * 8 }, () => rng.normal()),
      [2, 12, 8],
    );
  };
  const lengths = Int32Array.of(12, 12);

  it('lets width, depth and dropout be set, with defaults within the limits', () => {
    expect(specs.map(({ key }) => key)).toEqual(['width', 'depth', 'dropout']);
    for (const spec of specs) {
      if (spec.kind !== 'number') throw new Error('a number was expected');
      expect(spec.default).toBeGreaterThanOrEqual(spec.min);
      expect(spec.default).toBeLessThanOrEqual(spec.max);
    }
    const names = layout(speech, defaultsOf(specs)).map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  it('gives logits and named taps, and uses every parameter', async () => {
    const { layout, forward, params } = await netOf(id, small, settings);
    const input = x();
    const before = memory().numTensors;
    tidy(() => {
      const { logits, outLengths, taps } = forward(params, input, lengths, { training: false });
      expect(logits.shape).toEqual([2, 4]);
      expect(outLengths).toBe(lengths);
      expect(Object.keys(taps).length).toBeGreaterThanOrEqual(3);
      expect(() => forward(params.slice(1), input, lengths, { training: false })).toThrow();
    });
    const { total, gradients } = valueAndGradients(params, () => ({
      total: mean<Scalar>(forward(params, input, lengths, { training: false }).logits),
      named: {},
    }));
    expect(gradients.map(({ shape }) => shape)).toEqual(layout.map(({ shape }) => shape));
    dispose([total, ...gradients]);
    expect(memory().numTensors).toBe(before);
    dispose([input, ...params]);
  });

  it('drops at random only while training, alike for alike streams', async () => {
    const { forward, params } = await netOf(id, small, settings);
    const input = x();
    const logits = async (training: boolean, seed: number) => {
      const result = tidy(() => forward(params, input, lengths, { training, rng: Rng.fromSeed(seed) }).logits);
      return Array.from(await result.data());
    };
    expect(await logits(false, 1)).toEqual(await logits(false, 2));
    expect(await logits(true, 1)).toEqual(await logits(true, 1));
    expect(await logits(true, 1)).not.toEqual(await logits(true, 2));
    expect(await logits(true, 1)).not.toEqual(await logits(false, 1));
    dispose([input, ...params]);
  });
});

describe.each(['gru', 'lstm'])('%s with rows that end early', (id) => {
  beforeAll(() => useBackend('wasm'));

  it('does not see what lies past the end', async () => {
    const { forward, params } = await netOf(id, small, { width: 5, depth: 2, dropout: 0 });
    const rng = Rng.fromSeed(4);
    const clip = Float32Array.from({ length: 12 * 8 }, () => rng.normal());
    const other = clip.map((value, i) => (i < 7 * 8 ? value : 100));
    const logitsOf = async (values: Float32Array) =>
      forward(params, tensor(values, [1, 12, 8]), Int32Array.of(7), { training: false }).logits.data();
    expect(await logitsOf(clip)).toEqual(await logitsOf(other));
  });
});
