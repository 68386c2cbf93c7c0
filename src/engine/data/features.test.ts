import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultExperiment } from '../config/defaults.ts';
import { noiseKinds, type Experiment } from '../config/experiment.ts';
import { Rng } from '../core/rng.ts';
import { createFrontEnd } from '../dsp/front-end.ts';
import { plainLogMel } from '../dsp/testing/configs.ts';
import { readAll } from '../dsp/testing/read-all.ts';
import { createFeatureExtractor } from './features.ts';
import { toneDataset } from './testing/tone-dataset.ts';

const clips = Array.from({ length: 12 }, (_, i) => ({
  id: `clip-${i}`,
  seconds: 0.2 + 0.02 * i,
  hz: 300 + 100 * i,
  speaker: `voice-${i % 4}`,
}));
const clean: Experiment['data']['noise'] = { kinds: [], snrDbMin: 0, snrDbMax: 15, versions: 1 };
const noisy: typeof clean = { ...clean, kinds: noiseKinds.filter((kind) => kind !== 'recorded'), versions: 4 };
const { augment } = defaultExperiment.data;
const trainIndices = [0, 1, 2, 3, 4, 5, 6, 7];

function extractor(noise = noisy, rateHz = 16_000, dataset = toneDataset(clips, rateHz), seed = 7) {
  return createFeatureExtractor({
    dataset,
    trainIndices,
    frontEnd: plainLogMel,
    noise,
    augment,
    rng: Rng.fromSeed(seed),
  });
}

function features(source: ReturnType<typeof extractor>, clip: number, version: number): Float32Array {
  const out = new Float32Array(source.shape.frames * source.shape.bins);
  source.extract(clip, version, out, 0);
  return out;
}

describe('createFeatureExtractor', () => {
  it('sizes the window by the training clips alone', () => {
    // 95th percentile of eight clips: the longest, 0.34 s.
    expect(extractor().shape).toEqual({ frames: 33, bins: 40, windowSamples: 400 + 32 * 160 });
  });

  it('gives the front end the fitted window', () => {
    const source = extractor(clean);
    const samples = source.samples(3, 0).slice();
    expect(features(source, 3, 0)).toEqual(readAll(createFrontEnd(plainLogMel, 16_000), samples));
  });

  it.each([
    { rateHz: 16_000, numRuns: 8 },
    { rateHz: 44_100, numRuns: 2 },
  ])('gives bits that depend on neither order nor neighbours, at $rateHz Hz', ({ rateHz, numRuns }) => {
    const reference = extractor(noisy, rateHz);
    const wanted = clips.map((_, clip) => [0, 1].map((version) => features(reference, clip, version)));
    const orders = fc.shuffledSubarray(clips.flatMap((_, clip) => [[clip, 0] as const, [clip, 1] as const]));
    fc.assert(
      fc.property(orders, (order) => {
        const other = extractor(noisy, rateHz);
        for (const [clip, version] of order) expect(features(other, clip, version)).toEqual(wanted[clip]![version]);
      }),
      { numRuns },
    );
  });

  it('draws the noise by clip id, version and seed', () => {
    const source = extractor();
    expect(features(source, 0, 1)).not.toEqual(features(source, 0, 0));
    expect(features(extractor(noisy, 16_000, undefined, 8), 0, 0)).not.toEqual(features(source, 0, 0));
  });

  it('gives a clip the same noise wherever it stands in its dataset', () => {
    const noise: Experiment['data']['noise'] = { ...noisy, kinds: ['white', 'pink', 'hum'] };
    const newcomer = { id: 'newcomer', seconds: 0.3, hz: 999, speaker: 'voice-9' };
    const longer = createFeatureExtractor({
      dataset: toneDataset([newcomer, ...clips], 16_000),
      trainIndices: trainIndices.map((index) => index + 1),
      frontEnd: plainLogMel,
      noise,
      augment,
      rng: Rng.fromSeed(7),
    });
    expect(features(longer, 4, 2)).toEqual(features(extractor(noise), 3, 2));
  });

  it('takes a clip at another rate for nearly the same', () => {
    const at16 = features(extractor(clean, 16_000), 5, 0);
    const at48 = features(extractor(clean, 48_000), 5, 0);
    const loud = [...at16].flatMap((x, i) => (x > 0 ? [Math.abs(x - at48[i]!)] : []));
    expect(loud.length).toBeGreaterThan(20);
    expect(Math.max(...loud)).toBeLessThan(0.01);
  });

  it('varies training clips alone, and masks them', () => {
    const masked = createFeatureExtractor({
      dataset: toneDataset(clips, 16_000),
      trainIndices,
      frontEnd: { ...plainLogMel, deltas: 1 },
      noise: clean,
      augment: { ...augment, volumeDb: 20, timeMasks: 2, frequencyMasks: 2 },
      rng: Rng.fromSeed(7),
    });
    const plain = createFeatureExtractor({
      dataset: toneDataset(clips, 16_000),
      trainIndices,
      frontEnd: { ...plainLogMel, deltas: 1 },
      noise: clean,
      augment,
      rng: Rng.fromSeed(7),
    });
    expect(features(masked, 9, 0)).toEqual(features(plain, 9, 0));
    expect(features(masked, 2, 0)).not.toEqual(features(plain, 2, 0));
    expect(features(masked, 2, 1)).not.toEqual(features(masked, 2, 0));
    expect(features(masked, 2, 0)).toEqual(features(masked, 2, 0));
  });

  it('refuses an output that is too short and a clip that is not there', () => {
    const source = extractor();
    expect(() => source.extract(0, 0, new Float32Array(10), 0)).toThrow(RangeError);
    expect(() => source.samples(99, 0)).toThrow(RangeError);
  });
});
