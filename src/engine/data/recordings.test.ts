import { expect, test } from 'vitest';
import { describeDataset } from './dataset-summary.ts';
import { createContentHasher } from './fingerprint.ts';
import { recordingsDataset, type RecordedSound } from './recordings.ts';

const take = (id: string, label: string | null, speaker: string, level = 0.5): RecordedSound => ({
  id,
  label,
  speaker,
  samples: Float32Array.from({ length: 4800 }, (_, n) => level * Math.sin(n / 7)),
  sampleRateHz: 48_000,
  processing: { echoCancellation: false, noiseSuppression: true, autoGainControl: false },
});
const hasher = await createContentHasher();

test('takes become a dataset whose name in a link changes with every take', () => {
  const takes = [take('a', 'yes', 'anna'), take('b', 'no', 'ben', 0.25)];
  const dataset = recordingsDataset(takes, hasher);
  expect(dataset.classes).toEqual(['no', 'yes']);
  expect(dataset.utterances.map(({ id, label, speaker }) => [id, label, speaker])).toEqual([
    ['a', 'yes', 'anna'],
    ['b', 'no', 'ben'],
  ]);
  const { offset, length } = dataset.utterances[1]!.audio;
  expect(dataset.pcm.subarray(offset, offset + length)).toEqual(takes[1]!.samples);
  expect(dataset.fingerprint).toBe(recordingsDataset(takes, hasher).fingerprint);
  expect(dataset.fingerprint).not.toBe(recordingsDataset(takes.slice(1), hasher).fingerprint);
});

test('a speaker who was not named is not known', () => {
  const dataset = recordingsDataset([take('a', 'yes', 'anna'), take('b', 'no', '')], hasher);
  expect(dataset.speakersKnown).toBe(false);
  expect(dataset.utterances[1]).not.toHaveProperty('speaker');
});

test('what has no label is background noise: heard in training, no class, no clip', () => {
  const dataset = recordingsDataset([take('a', null, 'anna'), take('b', 'no', 'anna')], hasher);
  expect(dataset).toMatchObject({ classes: ['no'], utterances: [{ id: 'b' }], speakersKnown: true });
  expect(dataset.noises).toEqual([{ offset: 0, length: 4800, sampleRateHz: 48_000 }]);
  expect(describeDataset(dataset, null).summary).toMatchObject({ clips: 1, noises: 1 });
});

test('each clip tells what the browser did to it', () => {
  const { utterances } = recordingsDataset([take('a', 'yes', 'anna')], hasher);
  expect(utterances[0]?.processing).toEqual(take('a', 'yes', '').processing);
});

test('what is told of a dataset: counts by class, splits, or why it is refused', () => {
  const few = recordingsDataset([take('a', 'yes', 'anna')], hasher);
  expect(describeDataset(few, null)).toMatchObject({
    splits: null,
    summary: { kind: 'own', clips: 1, speakers: 1, splits: null, refused: { code: 'data/too-few-classes' } },
  });
  const takes = ['yes', 'no'].flatMap((label) =>
    Array.from({ length: 10 }, (_, i) => take(`${label}/${i}`, label, 'anna')),
  );
  const { summary, splits } = describeDataset(recordingsDataset(takes, hasher), null);
  expect(summary.classes).toEqual([
    { name: 'no', clips: 10 },
    { name: 'yes', clips: 10 },
  ]);
  expect(summary.refused).toBeNull();
  expect(summary.seconds).toBeCloseTo(2);
  expect(summary.windowSeconds).toBeCloseTo(0.1);
  const inSplit = (split: string) => splits!.filter((one) => one === split).length;
  expect(summary.splits?.test).toEqual({ clips: inSplit('test'), speakers: 1 });
  expect(inSplit('train') + inSplit('validation') + inSplit('test')).toBe(20);
});
