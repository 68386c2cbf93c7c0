import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readCorpus, utterancesIn, type Described } from '../testing/corpus.ts';
import { layouts } from './catalog.ts';

const audio = ['a/b/a-b-0001.wav', 'train/dr1/fabc0/sx1.wav', 'wav/s1/u1.wav', 'yes/0a1b_nohash_0.wav', 'clips/1.mp3'];

/** Where each layout looks for its texts, beside the sound above. */
const texts = [
  ...['a/b/a-b.trans.txt', 'SPEAKERS.TXT', 'train/dr1/fabc0/sx1.phn', 'train/dr1/fabc0/sx1.wrd', 'wav/s1/u1.txt'],
  ...['etc/x_train.fileids', 'etc/x_train.transcription', 'validation_list.txt', 'testing_list.txt', 'labels.csv'],
  ...['wav.scp', 'text', 'utt2spk', 'segments', 'manifest.json', 'train.tsv', 'validated.tsv', 'wav/s1/u1.lab'],
];

const word = fc.oneof(
  fc.constantFrom(
    ...['u1', 's1', 'a-b-0001', 'yes/0a1b_nohash_0.wav', '1.mp3', 'sx1', 'path', 'sentence', 'client_id', 'label'],
    ...['0', '-1', '1e999', 'NaN', '0.25', '16000', '(u1)', '<s>', '</s>', '|', '"', '../../x', '/etc/passwd', '\0'],
    ...[
      '__proto__',
      'constructor',
      '{"audio_filepath": "wav/s1/u1.wav",',
      '"duration": -1}',
      'cat x.wav |',
      'aa',
      '🙂',
    ],
  ),
  fc.string({ maxLength: 6 }),
);
const between = fc.constantFrom(' ', '\t', ',', ';', '\n', '\r\n', '');
const text = fc
  .array(fc.tuple(word, between), { maxLength: 30 })
  .map((parts) => parts.map(([said, end]) => said + end).join(''));

test.each(layouts.all.map((layout) => [layout.id, layout] as const))(
  '%s: whatever its texts say ends in readings of the sound that is there',
  async (_id, layout) => {
    await fc.assert(
      fc.asyncProperty(fc.dictionary(fc.constantFrom(...texts), text, { maxKeys: 6 }), async (said) => {
        const corpus: Described = { ...Object.fromEntries(audio.map((path) => [path, ''])), ...said };
        const { recognition, readings } = await readCorpus(layout, corpus);
        expect(recognition.score).toBeGreaterThanOrEqual(0);
        expect(recognition.score).toBeLessThanOrEqual(1);
        expect([...readings.keys()].sort()).toEqual([...audio].sort());
        for (const { cut, phones = [], words = [] } of [...readings.values()].flatMap(
          (all) => utterancesIn(all) ?? [],
        )) {
          if (cut) expect(cut.endSeconds).toBeGreaterThan(cut.startSeconds);
          if (cut) expect(cut.startSeconds).toBeGreaterThanOrEqual(0);
          for (const { startSeconds, endSeconds } of [...phones, ...words]) {
            expect(endSeconds).toBeGreaterThanOrEqual(startSeconds);
          }
        }
        expect(Object.keys(Object.prototype)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  },
);
