import { beforeEach, describe, expect, test } from 'vitest';
import { defaultExperiment } from '../../config/defaults.ts';
import { clipFrames, samplesOfFrames } from '../../data/clip-length.ts';
import type { Dataset } from '../../data/dataset.ts';
import { samplesBy } from '../../data/samples/sample-reader.ts';
import { FileSink } from '../../data/samples/sample-sink.ts';
import { MemoryFiles } from '../../data/testing/memory-files.ts';
import { toneDataset } from '../../data/testing/tone-dataset.ts';
import { BlockFeatures } from '../block-features.ts';
import type { FeatureRequest } from '../feature-provider.ts';
import { LocalFeatureMaker } from '../local-feature-maker.ts';
import { MemoryFeatures } from './testing/memory-features.ts';

const samples = new MemoryFiles();
const frontEnd = { ...defaultExperiment.frontEnd, melBands: 6 };
const none: FeatureRequest['noise'] = { kinds: [], snrDbMin: 0, snrDbMax: 10, versions: 1 };

/** Tones in a file, as an import leaves them; the content of a clip follows from its pitch. */
async function storedTones(pitches: readonly number[], secondsOf = (_: number) => 0.2): Promise<Dataset> {
  const { pcm, ...tones } = toneDataset(
    pitches.map((hz, i) => ({ id: `clip ${hz}`, seconds: secondsOf(i), hz, speaker: `${i % 3}` })),
    16_000,
  );
  const sink = new FileSink(await samples.create());
  const utterances: Dataset['utterances'][number][] = [];
  for (const [i, utterance] of tones.utterances.entries()) {
    const { offset, length, sampleRateHz } = utterance.audio;
    const place = await sink.add(pcm.subarray(offset, offset + length));
    utterances.push({ ...utterance, audio: { ...place, length, sampleRateHz, content: `tone of ${pitches[i]}` } });
  }
  return { ...tones, utterances, ...(await sink.finish()) };
}

const pitches = [200, 290, 380, 470, 560, 650, 740, 830];
let features: MemoryFeatures;
beforeEach(() => void (features = new MemoryFeatures()));

/** Makes the blocks that a run begins with. @returns them, and how many clips were read to make them */
async function made(dataset: Dataset, changes: Partial<FeatureRequest> = {}, makers = 1) {
  const count = dataset.utterances.length;
  const request: FeatureRequest = {
    dataset,
    members: {
      train: Int32Array.from({ length: count - 2 }, (_, i) => i),
      validation: Int32Array.of(count - 2),
      test: Int32Array.of(count - 1),
    },
    frontEnd,
    noise: none,
    augment: defaultExperiment.data.augment,
    seed: 3,
    ...changes,
  };
  let heard = 0;
  const open = (of: Pick<Dataset, 'pcm' | 'stored'>) => {
    const reader = samplesBy(samples)(of);
    return { read: (audio: Dataset['utterances'][number]['audio']) => (heard++, reader.read(audio)) };
  };
  const provider = new BlockFeatures(() => new LocalFeatureMaker(open, features), makers);
  const { notKept } = await provider.prepare(request, () => undefined);
  const blocks = [await provider.block('train', 0), await provider.block('validation', 0)];
  await provider.dispose();
  return { data: blocks.map((block) => block.data), heard, notKept };
}

describe('features that are kept', () => {
  test('come back with the same bits, and no clip is heard again', async () => {
    const dataset = await storedTones(pitches);
    const first = await made(dataset, {}, 2);
    expect(first).toMatchObject({ heard: 7, notKept: null });
    for (const makers of [1, 2, 3]) {
      const again = await made(dataset, {}, makers);
      expect(again.data).toEqual(first.data);
      expect(again.heard).toBe(0);
    }
    expect((await made(dataset, { frontEnd: { ...frontEnd, normalise: 'none' } })).heard, 'normalised later').toBe(0);
  });

  test('a new clip is made alone, in whichever dataset the others are', async () => {
    await made(await storedTones(pitches));
    const more = await storedTones([100, ...pitches]);
    const withMore = await made(more);
    expect(withMore.heard).toBe(1);
    features.kept.clear();
    expect((await made(more)).data).toEqual(withMore.data);
  });

  test('of whole clips are kept too, each as long as it is', async () => {
    const whole = (dataset: Dataset, room: number): Partial<FeatureRequest> => {
      const own = { ...frontEnd, normalise: 'utterance' as const };
      const lengths = Int32Array.from(dataset.utterances, (utterance) => clipFrames(utterance, own, null));
      const count = lengths.length;
      const shape = { frames: room, bins: 6, windowSamples: samplesOfFrames(room, own) };
      const bySplit = { train: lengths.slice(0, -2), validation: lengths.slice(-2, -1), test: lengths.slice(-1) };
      expect(new Set(lengths).size).toBe(count);
      return { frontEnd: own, whole: { shape, lengths: bySplit } };
    };
    const seconds = (i: number) => 0.1 + 0.03 * ((i * 5) % 8);
    const dataset = await storedTones(pitches, seconds);
    const first = await made(dataset, whole(dataset, 60), 2);
    expect(first).toMatchObject({ heard: 7, notKept: null });
    // Another longest clip changes nothing of the others.
    for (const [makers, room] of [
      [1, 60],
      [3, 70],
    ] as const) {
      const again = await made(dataset, whole(dataset, room), makers);
      expect(again).toEqual({ ...first, heard: 0 });
    }
    // What is gone, and it alone, is made anew.
    for (const [settings, files] of features.kept) features.kept.set(settings, files.slice(0, 1));
    const rest = await made(dataset, whole(dataset, 60));
    expect(rest.data).toEqual(first.data);
    expect(rest.heard).toBeGreaterThan(0);
    expect(rest.heard).toBeLessThan(7);
  });

  test('another front end is made anew; the one before is still there', async () => {
    const dataset = await storedTones(pitches);
    const plain = await made(dataset);
    const denoised = await made(dataset, { frontEnd: { ...frontEnd, denoise: 'wiener' } });
    expect(denoised.heard).toBe(7);
    expect(denoised.data).not.toEqual(plain.data);
    expect(await made(dataset)).toEqual({ ...plain, heard: 0 });
  });

  test('noise and variation are those of the seed; without them the seed does not matter', async () => {
    const dataset = await storedTones(pitches);
    const noise: FeatureRequest['noise'] = { ...none, kinds: ['white', 'pink'] };
    const noisy = await made(dataset, { noise });
    expect(await made(dataset, { noise })).toEqual({ ...noisy, heard: 0 });
    expect((await made(dataset, { noise, seed: 4 })).heard).toBe(7);
    const augment = { ...defaultExperiment.data.augment, speed: 10 };
    expect((await made(dataset, { augment })).heard).toBe(7);
    expect((await made(dataset)).heard).toBe(7);
    expect((await made(dataset, { seed: 4 })).heard).toBe(0);
  });

  test('babble is of all training voices: of other voices it is made anew, and nothing but it', async () => {
    const noise: FeatureRequest['noise'] = { ...none, kinds: ['white', 'babble'] };
    await made(await storedTones(pitches), { noise });
    const more = await storedTones([100, ...pitches]);
    const withMore = await made(more, { noise });
    features.kept.clear();
    expect((await made(more, { noise })).data).toEqual(withMore.data);
  });

  test('a full disk is no failure: they are made, not kept, and that is said', async () => {
    const dataset = await storedTones(pitches);
    const wanted = await made(dataset);
    features = new MemoryFeatures();
    features.isFull = true;
    const unkept = await made(dataset);
    expect(unkept.data).toEqual(wanted.data);
    expect(unkept.notKept).toMatchObject({ code: 'storage/features-not-kept' });
  });

  test('what broke off, or is something else, is made anew', async () => {
    const dataset = await storedTones(pitches);
    const wanted = await made(dataset);
    for (const [settings, files] of features.kept)
      features.kept.set(settings, [files[0]!.slice(0, -9), new Blob(['?']), new Blob([])]);
    const anew = await made(dataset);
    expect(anew.data).toEqual(wanted.data);
    expect(anew.heard).toBe(7);
    expect(
      [...features.kept.values()].flat().every(({ size }) => size > 100),
      'the broken are gone',
    ).toBe(true);
  });
});
