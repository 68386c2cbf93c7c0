import { afterEach, describe, expect, test, vi } from 'vitest';
import { defaultExperiment } from '../config/defaults.ts';
import { Rng } from '../core/rng.ts';
import { createFeatureExtractor } from '../data/features.ts';
import { toneDataset } from '../data/testing/tone-dataset.ts';
import { BlockFeatures } from './block-features.ts';
import type { FeatureRequest } from './feature-provider.ts';
import { LocalFeatureMaker } from './local-feature-maker.ts';

afterEach(() => vi.unstubAllGlobals());

const dataset = toneDataset(
  Array.from({ length: 10 }, (_, i) => ({ id: `clip ${i}`, seconds: 0.2, hz: 200 + 90 * i, speaker: `${i % 3}` })),
  16_000,
);
const train = Int32Array.from({ length: 7 }, (_, i) => i);
const noise: FeatureRequest['noise'] = { kinds: ['white', 'babble'], snrDbMin: 0, snrDbMax: 10, versions: 2 };
const request: FeatureRequest = {
  dataset,
  members: { train, validation: Int32Array.of(7, 8), test: Int32Array.of(9) },
  frontEnd: { ...defaultExperiment.frontEnd, melBands: 6 },
  noise,
  augment: defaultExperiment.data.augment,
  seed: 3,
};

async function blocksBy(makers: number, asked = request) {
  const features = new BlockFeatures(() => new LocalFeatureMaker(), makers);
  const heard: number[] = [];
  const prepared = await features.prepare(asked, (done) => heard.push(done));
  const [first, second, validation] = await Promise.all([
    features.block('train', 0),
    features.block('train', 1),
    features.block('validation', 0),
  ]);
  await features.dispose();
  return { prepared, heard, first, second, validation };
}

describe('features of a run', () => {
  test('come normalised by the statistics of the first version', async () => {
    const { prepared, first, second } = await blocksBy(1);
    const { mean, inverseDeviation } = prepared.normaliser;
    const { frames, bins } = prepared.shape;
    const extractor = createFeatureExtractor({
      dataset,
      trainIndices: [...train],
      frontEnd: request.frontEnd,
      noise,
      augment: request.augment,
      rng: Rng.fromSeed(3).fork('features'),
    });
    for (const block of [first, second]) {
      const raw = new Float32Array(train.length * frames * bins);
      train.forEach((clip, i) => extractor.extract(clip, block.version, raw, i * frames * bins));
      const wanted = raw.map((value, i) => (value - mean[i % bins]!) * inverseDeviation[i % bins]!);
      expect(block.data).toEqual(wanted);
    }
    for (let bin = 0; bin < bins; bin++) {
      const values = first.data.filter((_, i) => i % bins === bin);
      expect(values.reduce((sum, value) => sum + value, 0) / values.length).toBeCloseTo(0, 4);
    }
  });

  test.each([2, 3, 12])('have the same bits whether one maker fills a block or %i do', async (makers) => {
    const { heard: _, ...alone } = await blocksBy(1);
    const { heard: __, ...together } = await blocksBy(makers);
    expect(together).toEqual(alone);
    expect(together.second.data.buffer).toBeInstanceOf(SharedArrayBuffer);
  });

  test('have the same bits where memory cannot be shared', async () => {
    const shared = await blocksBy(2);
    vi.stubGlobal('SharedArrayBuffer', undefined);
    const own = await blocksBy(2);
    expect(own.second.data.buffer).toBeInstanceOf(ArrayBuffer);
    expect(own.second).toEqual(shared.second);
    expect(own.prepared).toEqual(shared.prepared);
  });

  test('stay as they are where the experiment asks for that', async () => {
    const raw = await blocksBy(2, { ...request, frontEnd: { ...request.frontEnd, normalise: 'none' } });
    const { first, prepared } = await blocksBy(2);
    expect([...new Set(raw.prepared.normaliser.inverseDeviation)]).toEqual([1]);
    const { mean, inverseDeviation } = prepared.normaliser;
    expect(raw.first.data.map((value, i) => (value - mean[i % 6]!) * inverseDeviation[i % 6]!)).toEqual(first.data);
  });
});
