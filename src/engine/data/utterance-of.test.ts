import { expect, test } from 'vitest';
import type { FileUtterance } from './layouts/layout.ts';
import { utteranceOf } from './utterance-of.ts';

/** A second at 8 kHz, from sample 100 of the bank on. */
const recording = {
  path: 'a.wav',
  contentHash: '',
  notes: [],
  audio: { offset: 100, length: 8000, sampleRateHz: 8000 },
};
const phone = (startSeconds: number, endSeconds: number) => ({ startSeconds, endSeconds, symbol: 'aa' });
const read = (told: FileUtterance) => utteranceOf(recording, told);

test('a cut is its samples, to the end of the recording where it says so', () => {
  expect(read({ label: 'yes' })).toEqual({ label: 'yes', audio: recording.audio });
  expect(read({ cut: { startSeconds: 0.25, endSeconds: 0.5 } }).audio).toMatchObject({ offset: 2100, length: 2000 });
  expect(read({ cut: { startSeconds: 0.25, endSeconds: Infinity } }).audio).toMatchObject({
    offset: 2100,
    length: 6000,
  });
  expect(read({ cut: { startSeconds: 0.5, endSeconds: 1.04 } }).audio).toMatchObject({ offset: 4100, length: 4000 });
});

test('phones that end a little late are cut at the end of the sound', () => {
  expect(read({ phones: [phone(0, 0.5), phone(0.5, 1.03), phone(1.01, 1.02)] }).segments).toEqual([
    phone(0, 0.5),
    phone(0.5, 1),
  ]);
});

test.each<[string, string, FileUtterance]>([
  ['file/labels-past-end', 'phones past the end', { phones: [phone(0, 0.5), phone(0.5, 1.2)] }],
  ['file/labels-past-end', 'words past the end', { words: [phone(0, 7)] }],
  ['file/labels-past-end', 'a cut past the end', { cut: { startSeconds: 0.5, endSeconds: 1.2 } }],
  ['file/labels-past-end', 'a cut that begins there', { cut: { startSeconds: 3, endSeconds: Infinity } }],
  ['file/too-short', 'a cut of 20 ms', { cut: { startSeconds: 0, endSeconds: 0.02 } }],
  ['file/broken-name', 'a speaker in a broken encoding', { speaker: 'J\ufffdrg' }],
  ['file/label-too-long', 'a label that is a sentence', { label: 'word '.repeat(30) }],
])('%s: %s', (code, _, told) => {
  expect(() => read(told)).toThrow(expect.objectContaining({ code }));
});

test('what is told of a cut that is too late', () => {
  expect(() => read({ words: [phone(0, 1.23456)] })).toThrow(
    expect.objectContaining({ params: { end: 1.23, seconds: 1 } }),
  );
});
