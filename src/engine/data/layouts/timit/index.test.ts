import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCorpus, utterancesIn } from '../../testing/corpus.ts';
import { coreTestSpeakers } from './core-test.ts';
import { segmentsIn, timit } from './index.ts';
import { foldTo39, foldTo48, phones39, phones48, phones61 } from './phones.ts';

function sentence(place: string): Record<string, string> {
  return {
    [`${place}.WAV`]: '',
    [`${place}.PHN`]: '0 1600 h#\n1600 3200 sh\n3200 4000 iy\n',
    [`${place}.WRD`]: '1600 4000 she\n',
    [`${place}.TXT`]: '0 4000 She.\n',
  };
}

const files = {
  ...sentence('TIMIT/TRAIN/DR1/FVMH0/SI1466'),
  ...sentence('TIMIT/TRAIN/DR1/FVMH0/SA1'),
  ...sentence('TIMIT/TEST/DR7/FBLV0/SX58'),
};

test('phones and words with times, text, speaker, split; the sentences that all read are left out', async () => {
  const { recognition, readings, troubles } = await readCorpus(timit, files);
  expect(recognition.score).toBeCloseTo(0.99);
  expect(recognition.evidence).toEqual({ files: 3, phones: 3, speakers: 2, regions: 2 });
  expect(utterancesIn(readings.get('TIMIT/TRAIN/DR1/FVMH0/SI1466.WAV'))).toEqual([
    {
      speaker: 'FVMH0',
      split: 'train',
      transcript: 'She.',
      phones: [
        { startSeconds: 0, endSeconds: 0.1, symbol: 'h#' },
        { startSeconds: 0.1, endSeconds: 0.2, symbol: 'sh' },
        { startSeconds: 0.2, endSeconds: 0.25, symbol: 'iy' },
      ],
      words: [{ startSeconds: 0.1, endSeconds: 0.25, symbol: 'she' }],
    },
  ]);
  expect(utterancesIn(readings.get('TIMIT/TEST/DR7/FBLV0/SX58.WAV'))).toMatchObject([{ split: 'test' }]);
  expect(readings.get('TIMIT/TRAIN/DR1/FVMH0/SA1.WAV')).toEqual({ leftOut: 'file/dialect-sentence' });
  expect(troubles).toEqual([]);
});

test('where a speaker of the core test set is there, the others in TEST validate; lower case is read as well', async () => {
  const lower = Object.fromEntries(
    Object.entries({ ...files, ...sentence('TIMIT/TEST/DR1/MDAB0/SX49') }).map(([path, text]) => [
      path.toLowerCase(),
      text,
    ]),
  );
  const { readings } = await readCorpus(timit, lower);
  expect(utterancesIn(readings.get('timit/test/dr1/mdab0/sx49.wav'))).toMatchObject([
    { split: 'test', speaker: 'MDAB0' },
  ]);
  expect(utterancesIn(readings.get('timit/test/dr7/fblv0/sx58.wav'))).toMatchObject([{ split: 'validation' }]);
  expect(coreTestSpeakers.size).toBe(24);
});

test('texts without sound and sound without texts are named', async () => {
  const { readings, troubles } = await readCorpus(timit, {
    ...files,
    'TIMIT/TEST/DR7/FBLV0/SX59.PHN': '0 1 h#',
    'TIMIT/TEST/DR7/FBLV0/SX60.WAV': '',
    ...sentence('TIMIT/TEST/DR7/FBLV0/SX61'),
    'TIMIT/TEST/DR7/FBLV0/SX61.PHN': '0 1600 h#\n3200 1600 sh\n',
  });
  expect(troubles).toEqual(['file/audio-missing TIMIT/TEST/DR7/FBLV0/SX59.PHN']);
  expect(readings.get('TIMIT/TEST/DR7/FBLV0/SX60.WAV')).toEqual({ leftOut: 'file/no-transcript' });
  expect(readings.get('TIMIT/TEST/DR7/FBLV0/SX61.WAV')).toEqual({
    leftOut: 'file/bad-times',
    params: { example: expect.stringMatching(/^SX61\.PHN:\d+$/i) },
  });
});

test('any text is times in order, or none', () => {
  const line = fc.oneof(
    fc.tuple(fc.nat(9_000_000), fc.nat(9_000_000), fc.string({ maxLength: 4 })).map((parts) => parts.join(' ')),
    fc.string({ maxLength: 20 }),
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 6 }), (lines) => {
      const segments = segmentsIn(lines.join('\n'));
      for (const { startSeconds, endSeconds, symbol } of Array.isArray(segments) ? segments : []) {
        expect(startSeconds).toBeGreaterThanOrEqual(0);
        expect(endSeconds).toBeGreaterThan(startSeconds);
        expect(symbol).toMatch(/^\S+$/);
      }
    }),
  );
});

describe('phones are folded as by Lee and Hon', () => {
  test('61 to 48 to 39', () => {
    expect([phones61, phones48, phones39].map(({ length }) => length)).toEqual([61, 48, 39]);
    expect(new Set(phones61).size).toBe(61);
  });

  test('the groups of the paper that score as one', () => {
    const groups = [
      ['aa', 'ao'],
      ['ah', 'ax', 'ax-h'],
      ['er', 'axr'],
      ['hh', 'hv'],
      ['ih', 'ix'],
      ['l', 'el'],
      ['m', 'em'],
      ['n', 'en', 'nx'],
      ['ng', 'eng'],
      ['sh', 'zh'],
      ['uw', 'ux'],
      ['sil', 'pcl', 'tcl', 'kcl', 'bcl', 'dcl', 'gcl', 'h#', 'pau', 'epi'],
    ];
    for (const group of groups) expect(group.map(foldTo39)).toEqual(group.map(() => group[0]));
    const grouped = new Set(groups.flat());
    for (const phone of phones61) if (!grouped.has(phone) && phone !== 'q') expect(foldTo39(phone)).toBe(phone);
  });

  test('closures are voiced or not in training; the glottal stop goes', () => {
    expect(['bcl', 'dcl', 'gcl', 'pcl', 'tcl', 'kcl', 'epi', 'h#', 'pau'].map(foldTo48)).toEqual(
      'vcl vcl vcl cl cl cl epi sil sil'.split(' '),
    );
    expect([foldTo48('q'), foldTo39('q')]).toEqual([null, null]);
    expect([...phones48].map(foldTo39).every((phone) => phones39.includes(phone!))).toBe(true);
  });
});
