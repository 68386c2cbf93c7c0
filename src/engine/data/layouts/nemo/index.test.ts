import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readCorpus, utterancesIn } from '../../testing/corpus.ts';
import { nemo } from './index.ts';

test('lines of JSON tell text or label, speaker, stretches; the name of the manifest tells the split', async () => {
  const lines = [
    { audio_filepath: '/data/a/1.wav', duration: 1.5, text: 'good morning', speaker: 7 },
    { audio_filepath: 'a/2.wav', duration: 1, label: 'yes' },
    { audio_filepath: 'a/2.wav', offset: 2, duration: 0.5, command: 'no' },
    { audio_filepath: 'a/gone.wav' },
  ];
  const { recognition, readings, troubles } = await readCorpus(nemo, {
    'a/1.wav': '',
    'a/2.wav': '',
    'a/3.wav': '',
    'train_manifest.json': lines.map((line) => JSON.stringify(line)).join('\n'),
    'other.json': '{"name": "something else"}',
  });
  expect(recognition).toMatchObject({ score: 0.97, evidence: { files: 2, example: 'train_manifest.json' } });
  expect(utterancesIn(readings.get('a/1.wav'))).toEqual([{ transcript: 'good morning', speaker: '7', split: 'train' }]);
  expect(utterancesIn(readings.get('a/2.wav'))).toEqual([
    { label: 'yes', split: 'train' },
    { label: 'no', split: 'train', cut: { startSeconds: 2, endSeconds: 2.5 } },
  ]);
  expect(readings.get('a/3.wav')).toEqual({ leftOut: 'file/not-listed' });
  expect(troubles).toEqual(['file/audio-missing train_manifest.json']);
});

test('hostile lines are named, and change nothing', async () => {
  const { readings, troubles } = await readCorpus(nemo, {
    'a.wav': '',
    'm.json': [
      '{"audio_filepath": "a.wav", "label": "yes", "__proto__": {"speaker": "mallory"}}',
      '{"audio_filepath": {"toString": 1}}',
      '{"audio_filepath": "a.wav"',
      `{"audio_filepath": "a.wav", "label": "${'x'.repeat(2 ** 20)}"}`,
    ].join('\n'),
  });
  expect(utterancesIn(readings.get('a.wav'))).toEqual([{ label: 'yes' }]);
  expect(troubles).toEqual(['file/line-too-long m.json', 'file/bad-line m.json']);
  expect(Object.keys(Object.prototype)).toEqual([]);
});

test('any JSON ends in a reading', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(fc.json(), fc.string()), { maxLength: 4 }), async (lines) => {
      const first = '{"audio_filepath": "a.wav", "text": "hi"}';
      const { readings } = await readCorpus(nemo, { 'a.wav': '', 'm.json': [first, ...lines].join('\n') });
      expect(utterancesIn(readings.get('a.wav'))?.[0]).toEqual({ transcript: 'hi' });
    }),
    { numRuns: 50 },
  );
});
