import { expect, test } from 'vitest';
import { readCorpus, utterancesIn } from '../../testing/corpus.ts';
import { commonVoice } from './index.ts';

const head = 'client_id\tpath\tsentence\tup_votes\n';

test('tables tell speaker, sentence and split; quotation marks are letters; what is only validated has no split', async () => {
  const { recognition, readings, troubles } = await readCorpus(commonVoice, {
    ...Object.fromEntries([1, 2, 3, 4].map((i) => [`cv/en/clips/c${i}.mp3`, ''])),
    'cv/en/train.tsv': `${head}anna\tc1.mp3\t"Hello, she said.\t2\n`,
    'cv/en/test.tsv': `${head}ben\tc2.mp3\tGood night.\t2\nben\tgone.mp3\tLost.\t1\n`,
    'cv/en/validated.tsv': `${head}ben\tc2.mp3\tGood night.\t2\ncleo\tc3.mp3\t=HYPERLINK("x")\t2\n`,
    'cv/en/invalidated.tsv': `${head}dan\tc4.mp3\tNo.\t0\n`,
  });
  expect(recognition).toMatchObject({
    score: 0.97,
    evidence: { files: 3, tables: 'train.tsv, test.tsv, validated.tsv' },
  });
  const read = (name: string) => utterancesIn(readings.get(`cv/en/clips/${name}.mp3`));
  expect(read('c1')).toEqual([{ speaker: 'anna', transcript: '"Hello, she said.', split: 'train' }]);
  expect(read('c2')).toEqual([{ speaker: 'ben', transcript: 'Good night.', split: 'test' }]);
  expect(read('c3')).toEqual([{ speaker: 'cleo', transcript: '=HYPERLINK("x")' }]);
  expect(readings.get('cv/en/clips/c4.mp3')).toEqual({ leftOut: 'file/not-listed' });
  expect(troubles).toEqual(['file/audio-missing cv/en/test.tsv']);
  expect(recognition.isOwnText?.('cv/en/invalidated.tsv')).toBe(true);
});
