import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ClipInfo } from '../../state/services.ts';
import { clipRows, type ClipColumn } from './clip-rows.ts';

const clip = (index: number, changes: Partial<ClipInfo>): ClipInfo => ({
  index,
  id: `set/${index}.wav`,
  label: null,
  transcript: null,
  speaker: null,
  split: null,
  seconds: 1,
  sampleRateHz: 16_000,
  processing: null,
  ...changes,
});

const clips = [
  clip(0, { label: 'yes', speaker: 'Anna', split: 'train', seconds: 2 }),
  clip(1, { label: 'no', speaker: 'ben', split: 'test', seconds: 1 }),
  clip(2, { label: 'yes', speaker: 'ben', split: 'test', seconds: 3 }),
  clip(3, { transcript: 'Good morning', seconds: 1 }),
];
const all = { text: '', split: null };
const inOrder = (rows: readonly ClipInfo[]) => rows.map(({ index }) => index);

test('sorted by any column, both ways, equal ones as in the dataset', () => {
  expect(inOrder(clipRows(clips, all, { column: 'seconds', descending: false }))).toEqual([1, 3, 0, 2]);
  expect(inOrder(clipRows(clips, all, { column: 'seconds', descending: true }))).toEqual([2, 0, 1, 3]);
  expect(inOrder(clipRows(clips, all, { column: 'label', descending: false }))).toEqual([3, 1, 0, 2]);
});

test('filtered by split and by a text in label, transcript, speaker or file', () => {
  const order = { column: 'id', descending: false } as const;
  expect(inOrder(clipRows(clips, { text: ' ANNA ', split: null }, order))).toEqual([0]);
  expect(inOrder(clipRows(clips, { text: 'morning', split: null }, order))).toEqual([3]);
  expect(inOrder(clipRows(clips, { text: '2.wav', split: null }, order))).toEqual([2]);
  expect(inOrder(clipRows(clips, { text: 'yes', split: 'test' }, order))).toEqual([2]);
});

test('any order is one of all clips', () => {
  const column = fc.constantFrom<ClipColumn>('label', 'speaker', 'split', 'seconds', 'id');
  fc.assert(
    fc.property(column, fc.boolean(), (by, descending) => {
      expect(inOrder(clipRows(clips, all, { column: by, descending })).sort()).toEqual([0, 1, 2, 3]);
    }),
  );
});
