import { expect, test } from 'vitest';
import { readCorpus, utterancesIn } from '../../testing/corpus.ts';
import { librispeech } from './index.ts';

const files = {
  'LibriSpeech/SPEAKERS.TXT':
    ';ID |SEX| SUBSET |MINUTES| NAME\n19 | F | train-clean-100 | 25 | A\n84 | F | dev-clean | 8 | B\n',
  'LibriSpeech/train-clean-100/19/198/19-198-0000.flac': '',
  'LibriSpeech/train-clean-100/19/198/19-198-0001.flac': '',
  'LibriSpeech/train-clean-100/19/198/19-198.trans.txt': '19-198-0000 NORTHANGER ABBEY\n19-198-0001 THIS LITTLE WORK\n',
  'LibriSpeech/Dev-Clean/84/1/84-1-0000.flac': '',
  'LibriSpeech/Dev-Clean/84/1/84-1-0007.flac': '',
  'LibriSpeech/Dev-Clean/84/1/84-1.TRANS.txt': '84-1-0000 GO\n84-1-0009 NOBODY\nbroken\n',
};

test('speakers, transcripts and splits by folders and lists', async () => {
  const { recognition, readings, troubles } = await readCorpus(librispeech, files);
  expect(recognition.score).toBeCloseTo(0.98);
  expect(recognition.evidence).toEqual({ files: 4, chapters: 2, speakers: 2 });
  const read = (path: string) => utterancesIn(readings.get(`LibriSpeech/${path}`));
  expect(read('train-clean-100/19/198/19-198-0001.flac')).toEqual([
    { speaker: '19', split: 'train', transcript: 'THIS LITTLE WORK' },
  ]);
  expect(read('Dev-Clean/84/1/84-1-0000.flac')).toEqual([{ speaker: '84', split: 'validation', transcript: 'GO' }]);
  expect(readings.get('LibriSpeech/Dev-Clean/84/1/84-1-0007.flac')).toEqual({ leftOut: 'file/no-transcript' });
  expect(troubles).toEqual(['file/audio-missing LibriSpeech/Dev-Clean/84/1/84-1.TRANS.txt']);
  expect(recognition.isOwnText?.('LibriSpeech/SPEAKERS.TXT')).toBe(true);
});

test('SPEAKERS.TXT tells the split where the folders do not', async () => {
  const { readings } = await readCorpus(librispeech, {
    'SPEAKERS.TXT': files['LibriSpeech/SPEAKERS.TXT'],
    '84/1/84-1-0000.flac': '',
    '84/1/84-1.trans.txt': '84-1-0000 GO',
  });
  expect(utterancesIn(readings.get('84/1/84-1-0000.flac'))?.[0]?.split).toBe('validation');
});

test('names alone tell who speaks', async () => {
  const { readings, recognition } = await readCorpus(librispeech, ['a/27-123349-0000.flac', 'a/other.flac']);
  expect(recognition.score).toBeCloseTo(0.35);
  expect(utterancesIn(readings.get('a/27-123349-0000.flac'))).toEqual([{ speaker: '27' }]);
  expect(readings.get('a/other.flac')).toBeNull();
});
