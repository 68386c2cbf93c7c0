import { expect, test } from 'vitest';
import type { Dataset, Split, Utterance } from './dataset.ts';
import { warningsOf } from './dataset-warnings.ts';

type Described = Pick<Utterance, 'label' | 'speaker' | 'split'>;

function warned(described: readonly Described[], splits: readonly Split[] | null, speakersKnown = true) {
  const dataset: Dataset = {
    id: 'd',
    name: 'd',
    fingerprint: '',
    classes: [...new Set(described.flatMap(({ label }) => label ?? []))].sort(),
    utterances: described.map((item, i) => ({
      ...item,
      id: String(i),
      audio: { offset: i, length: 1, sampleRateHz: 8000 },
    })),
    speakersKnown,
    skipped: [],
    pcm: new Float32Array(described.length),
  };
  return warningsOf(dataset, splits);
}

const names: readonly Split[] = ['train', 'validation', 'test'];
/** Each word as often in every split, each split by a speaker of its own. */
const balanced = (clips: number): { described: Described[]; splits: Split[] } => {
  const places = Array.from({ length: clips }, (_, i) => ({
    label: `w${i % 2}`,
    split: names[Math.floor(i / 2) % 3]!,
  }));
  return {
    described: places.map(({ label, split }) => ({ label, speaker: split })),
    splits: places.map(({ split }) => split),
  };
};

test('nothing is said of a sound dataset', () => {
  const { described, splits } = balanced(120);
  expect(warned(described, splits)).toEqual([]);
});

test('speakers that nobody knows, or that are one', () => {
  const { described, splits } = balanced(120);
  expect(warned(described, splits, false)).toEqual([{ code: 'speakers-unknown', params: {} }]);
  const one = described.map((item) => ({ ...item, speaker: 'anna' }));
  expect(warned(one, splits, false)).toEqual([{ code: 'one-speaker', params: { speaker: 'anna' } }]);
});

test('speakers in more than one official split', () => {
  const { described, splits } = balanced(120);
  const leaking = described.map((item, i) => (i < 6 ? { ...item, speaker: 'zoe' } : item));
  expect(warned(leaking, splits)).toEqual([{ code: 'speakers-leak', params: { count: 1, example: 'zoe' } }]);
});

test('small classes, classes that a split lacks, and one that drowns the others', () => {
  const { described, splits } = balanced(120);
  const rare = Array.from({ length: 6 }, () => ({ label: 'rare', speaker: 'train' }));
  expect(warned([...described, ...rare], [...splits, ...rare.map((): Split => 'train')])).toEqual([
    { code: 'class-small', params: { count: 1, example: 'rare', clips: 6, min: 20 } },
    { code: 'class-missing', params: { split: 'validation', count: 1, example: 'rare' } },
    { code: 'class-missing', params: { split: 'test', count: 1, example: 'rare' } },
    { code: 'unbalanced', params: { most: 'w1', clips: 60, least: 'rare', fewest: 6 } },
  ]);
});

test('classes that differ in nothing but capitals', () => {
  const { described, splits } = balanced(120);
  const capital = Array.from({ length: 60 }, () => ({ label: 'W1', speaker: 'train' }));
  expect(warned([...described, ...capital], [...splits, ...capital.map((): Split => 'train')])).toContainEqual({
    code: 'class-case',
    params: { one: 'W1', other: 'w1' },
  });
});
