import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCorpus, utterancesIn } from '../../testing/corpus.ts';
import { folderPerClass } from './index.ts';

const readAll = (paths: readonly string[]) => readCorpus(folderPerClass, paths);
const read = async (paths: readonly string[]) => {
  const { readings } = await readAll(paths);
  return paths.map((path) => utterancesIn(readings.get(path))?.[0] ?? null);
};

test('takes the name of the folder that directly holds the file, in any script and with spaces', async () => {
  const paths = ['data/turn on/a.wav', 'data/turn on/b.wav', 'data/开/a.wav', 'data/اليمين/x.flac'];
  expect(await read(paths)).toEqual(['turn on', 'turn on', '开', 'اليمين'].map((label) => ({ label })));
});

test('composes names that a system took apart', async () => {
  const apart = 'été'.normalize('NFD');
  expect((await read([`${apart}/a.wav`, 'hiver/a.wav']))[0]).toEqual({ label: 'été'.normalize('NFC') });
});

test('looks below folders of parts, which tell the split', async () => {
  expect(await read(['train/yes/1.wav', 'train/no/1.wav', 'TEST/yes/2.wav'])).toEqual([
    { label: 'yes', split: 'train' },
    { label: 'no', split: 'train' },
    { label: 'yes', split: 'test' },
  ]);
});

test('has no label for a file beside the folders of the classes, nor for a folder of noise', async () => {
  const paths = ['d/yes/1.wav', 'd/no/1.wav', 'd/stray.wav', 'd/_background_noise_/hum.wav'];
  expect((await read(paths)).map((found) => found?.label ?? null)).toEqual(['yes', 'no', null, null]);
});

test.each([
  ['loose files', ['a.wav', 'b.wav']],
  ['one folder', ['yes/1.wav', 'yes/2.wav']],
  ['parts without classes', ['train/a.wav', 'test/a.wav']],
  ['folders that are numbered', ['1688/142285/a.flac', '1688/142286/b.flac']],
  ['nothing', []],
])('does not recognise %s', async (_, paths) => {
  expect((await readAll(paths)).recognition.score).toBe(0);
});

describe('speakers', () => {
  const speakers = async (paths: readonly string[]) => (await read(paths)).map((found) => found?.speaker);

  test('stand before _nohash_', async () => {
    expect(await speakers(['yes/004ae714_nohash_0.wav', 'no/1_b_nohash_12.wav', 'no/odd.wav'])).toEqual([
      '004ae714',
      '1_b',
      undefined,
    ]);
  });

  test.each(['_', '-'])('stand before the first %s where the names say so', async (separator) => {
    const paths = ['yes', 'no'].flatMap((word) =>
      ['anna', 'ben'].map((name) => `${word}/${[name, word, '1'].join(separator)}.wav`),
    );
    expect(await speakers(paths)).toEqual(['anna', 'ben', 'anna', 'ben']);
  });

  test('are not hidden by a stray file', async () => {
    const paths = ['yes', 'no'].flatMap((word) =>
      ['anna', 'ben'].flatMap((name) => [1, 2, 3].map((take) => `${word}/${name}_${take}.wav`)),
    );
    expect((await speakers([...paths, 'no/stray.wav'])).at(0)).toBe('anna');
    expect((await speakers([...paths, 'no/stray.wav'])).at(-1)).toBeUndefined();
  });

  test('may be numbers that say a word more than once', async () => {
    const paths = ['up', 'down'].flatMap((word) =>
      ['00000001', '00000002'].flatMap((id) => ['02', '05'].map((take) => `${word}/${id}_NO_${take}.wav`)),
    );
    expect(new Set(await speakers(paths))).toEqual(new Set(['00000001', '00000002']));
  });

  test.each([
    ['the word itself', ['yes/yes_1.wav', 'yes/yes_2.wav', 'no/no_1.wav', 'no/no_2.wav']],
    ['a counter', ['yes/01_yes.wav', 'yes/02_yes.wav', 'no/01_no.wav', 'no/02_no.wav']],
    ['the recorder', ['yes/rec_1.wav', 'yes/rec_2.wav', 'no/rec_1.wav', 'no/rec_2.wav']],
    ['missing in one name', ['yes/anna_1.wav', 'yes/ben_1.wav', 'no/anna_1.wav', 'no/ben_1.wav', 'no/x.wav']],
  ])('are unknown where the part is %s', async (_, paths) => {
    expect(new Set(await speakers(paths))).toEqual(new Set([undefined]));
  });
});

test('any classes and clips: every label is the folder, and the score is that of a layout that explains all', async () => {
  const name = fc.stringMatching(/^[a-zA-Zа-я\u4e00-\u4e20 ]{1,8}$/).filter((text) => text.trim() === text);
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(name, { minLength: 2, maxLength: 6 }),
      fc.integer({ min: 1, max: 5 }),
      async (names, clips) => {
        fc.pre(!names.some((each) => /^(train|test|val|dev|eval)/i.test(each)));
        const paths = names.flatMap((folder) => Array.from({ length: clips }, (_, i) => `top/${folder}/${i}.wav`));
        const { score, evidence } = (await readAll(paths)).recognition;
        expect(score).toBeCloseTo(0.9);
        expect(evidence).toMatchObject({ classes: names.length, files: paths.length });
        expect(await read(paths)).toEqual(
          names.flatMap((folder) => Array(clips).fill({ label: folder.normalize('NFC') })),
        );
      },
    ),
  );
});
