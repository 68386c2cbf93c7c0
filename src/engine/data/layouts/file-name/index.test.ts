import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readCorpus, utterancesIn } from '../../testing/corpus.ts';
import { fileName } from './index.ts';
import { readerOf } from './template.ts';

async function recognise(paths: readonly string[], template?: string) {
  const { recognition, readings } = await readCorpus(fileName, paths, template === undefined ? {} : { template });
  return { ...recognition, told: paths.map((path) => utterancesIn(readings.get(path))?.[0] ?? null) };
}

const digits = (separator: string) =>
  ['7', '8'].flatMap((label) => ['jackson', 'george'].map((name) => `x/${[label, name, '32'].join(separator)}.wav`));

test.each(['_', '-', ' '])('reads label, speaker and take between "%s"', async (separator) => {
  const { score, evidence, told } = await recognise(digits(separator));
  expect(score).toBeCloseTo(0.8);
  expect(evidence).toMatchObject({ pattern: ['{label}', '{speaker}', '{take}'].join(separator), labels: 2, files: 4 });
  expect(told).toEqual(['7', '8'].flatMap((label) => ['jackson', 'george'].map((speaker) => ({ label, speaker }))));
});

test.each(['_', '-', ' '])('reads label and take between "%s", and no speaker', async (separator) => {
  const paths = ['turn', 'stop'].flatMap((label) => [1, 2].map((take) => `${label}${separator}${take}.mp3`));
  const { told } = await recognise(paths);
  expect(told).toEqual(['turn', 'turn', 'stop', 'stop'].map((label) => ({ label })));
});

test('has no label for a name outside the pattern', async () => {
  const { read, score } = await recognise([...digits('_'), 'x/notes.wav']);
  expect(read('x/notes.wav')).toBeNull();
  expect(read('x/7_jackson_final.wav')).toBeNull();
  expect(score).toBeCloseTo((0.8 * 4) / 5);
});

test('is surer where folders are named by the speaker or the label', async () => {
  const paths = digits('_').map((path) => path.replace(/x\/(\d)_([a-z]+)/, '$2/$1_$2'));
  expect((await recognise(paths)).score).toBeCloseTo(0.95);
});

test.each([
  [
    'ids of speakers and chapters',
    ['103-1240-0000.flac', '103-1240-0001.flac', '19-198-0000.flac', '19-198-0001.flac'],
  ],
  ['one label', ['IMG_0001.wav', 'IMG_0002.wav', 'IMG_0003.wav']],
  ['titles', ['my song_1.wav', 'another_2.wav', 'third_3.wav']],
  ['nothing', []],
])('does not recognise %s', async (_, paths) => {
  expect((await recognise(paths)).score).toBe(0);
});

test('any words, people and takes come back as they were written', async () => {
  const word = fc.stringMatching(/^[a-zа-я\u4e00-\u4e20]{1,6}$/);
  const words = fc.uniqueArray(word, { minLength: 2, maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(words, words, fc.constantFrom('_', '-', ' '), async (labels, speakers, separator) => {
      const written = labels.flatMap((label) => speakers.map((speaker) => ({ label, speaker })));
      const paths = written.map(({ label, speaker }, i) => `${[label, speaker, String(i)].join(separator)}.wav`);
      const composed = written.map(({ label, speaker }) => ({
        label: label.normalize('NFC'),
        speaker: speaker.normalize('NFC'),
      }));
      expect((await recognise(paths)).told).toEqual(composed);
    }),
  );
});

test('folders of parts tell the split', async () => {
  const paths = ['train/yes_anna_1.wav', 'train/no_anna_1.wav', 'Testing/yes_ben_2.wav', 'Testing/no_ben_3.wav'];
  expect((await recognise(paths)).told.map((one) => one?.split)).toEqual(['train', 'train', 'test', 'test']);
});

test.each<[string, string, object | null]>([
  ['{label}_{speaker}_{take}', 'x/on_anna_12.wav', { label: 'on', speaker: 'anna' }],
  ['{label}_{speaker}_{take}', 'x/on_anna_b.wav', null],
  ['{speaker}/{any}-{label}', 'x/anna/003-turn on.flac', { label: 'turn on', speaker: 'anna' }],
  ['{speaker}_nohash_{label}', '1_b_nohash_on.wav', { label: 'on', speaker: '1_b' }],
  ['rec ({label})', 'rec (开).wav', { label: '开' }],
  ['{label}.{take}', 'on.3.wav', { label: 'on' }],
  ['{label}_{any}', 'on_.wav', null],
])('the template %s reads %s', async (template, path, told) => {
  expect((await recognise([path], template)).told).toEqual([told]);
});

test.each(['', 'label', '{speaker}', '{label}{speaker}', '{label}_{label}'])('"%s" is no template', (template) => {
  expect(readerOf(template)).toBeNull();
});

test('any template and any name end in a reading or in none', () => {
  const piece = fc.constantFrom('{label}', '{speaker}', '{take}', '{x}', '_', '-', '/', '.', '{', '}', 'a');
  const template = fc.array(piece, { maxLength: 9 }).map((pieces) => pieces.join(''));
  fc.assert(
    fc.property(
      template,
      fc.string({ unit: fc.constantFrom('a', '_', '-', '.', '/', '7', '开'), maxLength: 300 }),
      (text, path) => {
        const told = readerOf(text)?.(path);
        if (told) expect(told.label).not.toBe('');
      },
    ),
  );
});
