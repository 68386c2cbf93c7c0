import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fileName } from './index.ts';

const digits = (separator: string) =>
  ['7', '8'].flatMap((label) => ['jackson', 'george'].map((name) => `x/${[label, name, '32'].join(separator)}.wav`));

test.each(['_', '-', ' '])('reads label, speaker and take between "%s"', (separator) => {
  const paths = digits(separator);
  const { score, evidence, read } = fileName.recognise(paths);
  expect(score).toBeCloseTo(0.8);
  expect(evidence).toMatchObject({ pattern: ['label', 'speaker', 'take'].join(separator), labels: 2, files: 4 });
  expect(paths.map(read)).toEqual(
    ['7', '8'].flatMap((label) => ['jackson', 'george'].map((speaker) => ({ label, speaker }))),
  );
});

test.each(['_', '-', ' '])('reads label and take between "%s", and no speaker', (separator) => {
  const paths = ['turn', 'stop'].flatMap((label) => [1, 2].map((take) => `${label}${separator}${take}.mp3`));
  const { read } = fileName.recognise(paths);
  expect(paths.map(read)).toEqual(['turn', 'turn', 'stop', 'stop'].map((label) => ({ label })));
});

test('has no label for a name outside the pattern', () => {
  const { read, score } = fileName.recognise([...digits('_'), 'x/notes.wav']);
  expect(read('x/notes.wav')).toBeNull();
  expect(read('x/7_jackson_final.wav')).toBeNull();
  expect(score).toBeCloseTo((0.8 * 4) / 5);
});

test('is surer where folders are named by the speaker or the label', () => {
  const paths = digits('_').map((path) => path.replace(/x\/(\d)_([a-z]+)/, '$2/$1_$2'));
  expect(fileName.recognise(paths).score).toBeCloseTo(0.95);
});

test.each([
  [
    'ids of speakers and chapters',
    ['103-1240-0000.flac', '103-1240-0001.flac', '19-198-0000.flac', '19-198-0001.flac'],
  ],
  ['one label', ['IMG_0001.wav', 'IMG_0002.wav', 'IMG_0003.wav']],
  ['titles', ['my song_1.wav', 'another_2.wav', 'third_3.wav']],
  ['nothing', []],
])('does not recognise %s', (_, paths) => {
  expect(fileName.recognise(paths).score).toBe(0);
});

test('any words, people and takes come back as they were written', () => {
  const word = fc.stringMatching(/^[a-zа-я\u4e00-\u4e20]{1,6}$/);
  const words = fc.uniqueArray(word, { minLength: 2, maxLength: 5 });
  fc.assert(
    fc.property(words, words, fc.constantFrom('_', '-', ' '), (labels, speakers, separator) => {
      const told = labels.flatMap((label) => speakers.map((speaker) => ({ label, speaker })));
      const paths = told.map(({ label, speaker }, i) => `${[label, speaker, String(i)].join(separator)}.wav`);
      const { read } = fileName.recognise(paths);
      const composed = told.map(({ label, speaker }) => ({
        label: label.normalize('NFC'),
        speaker: speaker.normalize('NFC'),
      }));
      expect(paths.map(read)).toEqual(composed);
    }),
  );
});
