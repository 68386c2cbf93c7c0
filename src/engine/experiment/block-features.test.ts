import { afterEach, describe, expect, test, vi } from 'vitest';
import { defaultExperiment } from '../config/defaults.ts';
import { Rng } from '../core/rng.ts';
import { clipFrames, samplesOfFrames } from '../data/clip-length.ts';
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

  test.each([1, 3])('come in portions with the same bits (%i makers)', async (makers) => {
    const { prepared, first, second } = await blocksBy(1);
    const features = new BlockFeatures(() => new LocalFeatureMaker(), makers);
    // Two clips a portion, so that statistics are of several.
    const size = prepared.shape.frames * prepared.shape.bins;
    const portionBytes = 8 * size;
    expect(await features.prepare({ ...request, portionBytes }, () => undefined)).toEqual(prepared);
    const portion = { index: 0, positions: [0, 2, 2, 6], versions: [1, 0, 1, 0] };
    const room = new Float32Array(new SharedArrayBuffer(8 * 4 * size)).fill(NaN);
    for (const given of [null, room]) {
      const { data, ...rest } = await features.portion(portion, given);
      expect(rest).toEqual({ split: 'train', version: 0, portion });
      expect([...data]).toEqual(
        portion.positions.flatMap((clip, i) => [
          ...[first, second][portion.versions[i]!]!.data.subarray(clip * size, (clip + 1) * size),
        ]),
      );
      if (given) expect(data.buffer).toBe(room.buffer);
    }
    await features.dispose();
  });

  test('stay as they are where the experiment asks for that', async () => {
    const raw = await blocksBy(2, { ...request, frontEnd: { ...request.frontEnd, normalise: 'none' } });
    const { first, prepared } = await blocksBy(2);
    expect([...new Set(raw.prepared.normaliser.inverseDeviation)]).toEqual([1]);
    const { mean, inverseDeviation } = prepared.normaliser;
    expect(raw.first.data.map((value, i) => (value - mean[i % 6]!) * inverseDeviation[i % 6]!)).toEqual(first.data);
  });

  test('of whole utterances lie one after another, each as long as it is, whoever makes them', async () => {
    const seconds = [0.2, 0.35, 0.05, 0.5];
    const uneven = toneDataset(
      seconds.map((each, i) => ({ id: `clip ${i}`, seconds: each, hz: 300 + 90 * i, speaker: `${i}` })),
      16_000,
    );
    const frontEnd = { ...request.frontEnd, normalise: 'utterance' as const };
    const of = (...clips: number[]) => Int32Array.from(clips, (i) => clipFrames(uneven.utterances[i]!, frontEnd, null));
    const asked: FeatureRequest = {
      ...request,
      dataset: uneven,
      members: { train: Int32Array.of(0, 1), validation: Int32Array.of(2), test: Int32Array.of(3) },
      whole: {
        shape: { frames: 49, bins: 6, windowSamples: samplesOfFrames(49, frontEnd) },
        lengths: { train: of(0, 1), validation: of(2), test: of(3) },
      },
      frontEnd,
      noise: { ...noise, kinds: ['white'] },
    };
    const { first, prepared, validation } = await blocksBy(1, asked);
    expect([...asked.whole!.lengths.train]).toEqual([19, 34]);
    expect(first.data).toHaveLength((19 + 34) * 6);
    expect(validation.data).toHaveLength(4 * 6);
    expect((await blocksBy(2, asked)).first.data).toEqual(first.data);
    // The second utterance by itself: what is before it in the block is not seen.
    const extractor = createFeatureExtractor({
      dataset: uneven,
      shape: asked.whole!.shape,
      trainIndices: [0, 1],
      frontEnd,
      noise: asked.noise,
      augment: asked.augment,
      rng: Rng.fromSeed(3).fork('features'),
    });
    const own = new Float32Array(34 * 6);
    extractor.extract(1, 0, own, 0, 34);
    expect(first.data.slice(19 * 6)).toEqual(own);
    for (let bin = 0; bin < 6; bin++) {
      const values = Array.from({ length: 34 }, (_, frame) => own[6 * frame + bin]!);
      const mean = values.reduce((sum, value) => sum + value, 0) / 34;
      expect(mean).toBeCloseTo(0, 3);
      expect(values.reduce((sum, value) => sum + value ** 2, 0) / 34).toBeCloseTo(1, 3);
    }
    // Nothing is left for statistics over all of them.
    expect([...prepared.normaliser.mean]).toEqual([0, 0, 0, 0, 0, 0]);
  });
});
