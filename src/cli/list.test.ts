import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { listingOf, type Listing } from './list.ts';
import { listFolder } from './load-folder.ts';

const corpora = process.env.STILLHOUSE_DATA;
const words = ['close', 'down', 'left', 'no', 'open', 'right', 'start', 'stop', 'up', 'yes'];

describe.runIf(corpora)('real corpora, untouched', () => {
  test.each<[string, Partial<Listing>]>([
    [
      'digits_fsdd',
      {
        layout: 'file-name',
        clips: 2000,
        speakers: 4,
        classes: [...'0123456789'],
        rates: [{ rateHz: 8000, clips: 2000 }],
        minutes: 13.85,
        officialSplits: [],
        refused: null,
      },
    ],
    [
      'keywords_asc',
      {
        layout: 'folder-per-class',
        clips: 330,
        speakers: 11,
        classes: words,
        transcripts: 0,
        minutes: 5.5,
        refused: null,
      },
    ],
    [
      'timit',
      {
        layout: 'timit',
        clips: 96,
        speakers: 12,
        classes: [],
        transcripts: 96,
        phones: 60,
        splits: {
          train: { clips: 64, speakers: 8 },
          validation: { clips: 16, speakers: 2 },
          test: { clips: 16, speakers: 2 },
        },
        officialSplits: ['train', 'test'],
        task: 'frames',
        tasks: ['frames', 'ctc'],
        refused: null,
      },
    ],
    [
      'asr_an4',
      {
        layout: 'librispeech',
        clips: 948,
        speakers: 74,
        classes: [],
        transcripts: 948,
        minutes: 42.44,
        officialSplits: ['train', 'test'],
        task: 'ctc',
        refused: null,
      },
    ],
    ['asr_an4_native', { layout: 'sphinx', clips: 9, speakers: 1, transcripts: 9, task: 'ctc', refused: null }],
    [
      'asr_librispeech',
      { layout: 'librispeech', clips: 30, speakers: 3, transcripts: 30, minutes: 4.47, task: 'ctc', refused: null },
    ],
    [
      'unlabelled_librispeech',
      {
        layout: 'librispeech',
        clips: 16,
        speakers: 16,
        transcripts: 0,
        minutes: 3.12,
        refused: 'data/too-few-classes',
      },
    ],
  ])('%s', async (path, expected) => {
    const listing = listingOf((await listFolder(join(corpora!, path))).dataset);
    expect(listing).toMatchObject(expected);
    expect(listing.evidence).not.toMatch(/^$|\{\{/);
    const { train, validation, test } = listing.splits!;
    expect(train.clips + validation.clips + test.clips).toBe(listing.clips);
    const left = listing.skipped.filter(({ reason }) => reason !== 'file/dialect-sentence');
    expect(left).toEqual([]);
  });
});
