import { describe, expect, test } from 'vitest';
import { corpusOf, type Described } from '../testing/corpus.ts';
import { recogniseLayout } from './recognise-layout.ts';

const times = <T>(count: number, make: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));

async function layoutOf(described: Described | readonly string[]): Promise<string | null> {
  return (await recogniseLayout(corpusOf(described)))?.layout.id ?? null;
}

const wavs = (...paths: readonly string[]) => Object.fromEntries(paths.map((path) => [path, '']));

describe('the best layout', () => {
  test.each<[string, string, Described | readonly string[]]>([
    ['file-name', 'names in one folder', times(8, (i) => `recordings/${i % 2}_anna_${i}.wav`)],
    [
      'file-name',
      'names in folders of speakers',
      times(8, (i) => `${i < 4 ? 'anna' : 'ben'}/${i % 2}_${i < 4 ? 'anna' : 'ben'}_${i}.wav`),
    ],
    ['file-name', 'names in parts', times(8, (i) => `${i < 4 ? 'train' : 'test'}/${i % 2}_anna_${i}.wav`)],
    ['folder-per-class', 'folders, whatever the names', times(8, (i) => `${i < 4 ? 'yes' : 'no'}/anna_${i}.wav`)],
    ['folder-per-class', 'folders with a text among the clips', ['a/1.wav', 'b/1.wav', 'a/README.txt', 'LICENCE']],
    [
      'folder-per-class',
      'folders with a table about something else',
      { ...wavs('a/1.wav', 'b/1.wav', 'a/2.wav', 'b/2.wav'), 'notes.csv': 'file,comment\na/1.wav,loud\n' },
    ],
    ['speech-commands', 'names with _nohash_', times(8, (i) => `${i < 4 ? 'yes' : 'no'}/00${i}_nohash_0.wav`)],
    [
      'librispeech',
      'chapters with transcripts',
      {
        ...wavs('L/test/10/20/10-20-0000.flac', 'L/test/10/21/10-21-0000.flac'),
        'L/test/10/20/10-20.trans.txt': '10-20-0000 HI',
      },
    ],
    ['librispeech', 'names of speakers and chapters alone', ['a/27-123349-0000.flac', 'a/1363-135842-0000.flac']],
    ['timit', 'phones in regions', ['train/dr1/fcjf0/si1.wav', 'train/dr1/fcjf0/si1.phn', 'test/dr2/mabc0/si1.wav']],
    ['sphinx', 'file ids', { ...wavs('wav/a/x_1.wav', 'wav/b/x_2.wav'), 'etc/train.fileids': 'a/x_1\nb/x_2' }],
    [
      'kaldi',
      'wav.scp',
      { ...wavs('wavs/1.wav', 'wavs/2.wav'), 'data/train/wav.scp': 'u1 wavs/1.wav', 'data/train/text': 'u1 hi' },
    ],
    ['nemo', 'manifests', { ...wavs('w/1.wav'), 'm.json': '{"audio_filepath": "w/1.wav", "text": "hi"}' }],
    [
      'common-voice',
      'tables',
      { ...wavs('cv/clips/1.mp3'), 'cv/train.tsv': 'client_id\tpath\tsentence\na\t1.mp3\thi' },
    ],
    ['csv', 'a table of labels', { ...wavs('w/1.wav', 'w/2.wav'), 'labels.csv': 'file,label\n1.wav,yes\n2.wav,no' }],
    ['audacity', 'labels beside', { ...wavs('talk.wav'), 'talk.txt': '0.5\t1.5\tyes\n2\t3\tno' }],
    [
      'text-beside',
      'transcripts beside',
      { ...wavs('a/1.wav', 'b/1.wav'), 'a/1.txt': 'good morning', 'b/1.TXT': 'hi' },
    ],
  ])('is %s for %s', async (id, _, described) => {
    expect(await layoutOf(described)).toBe(id);
  });
});

test.each([
  ['loose files', ['one.wav', 'two.wav']],
  ['no audio', ['a/1.png', 'b/2.png']],
  ['texts that are not read', ['a/1.wav', 'a/1.textgrid', 'b/1.wav', 'b/1.TextGrid']],
])('no layout explains %s', async (_, paths) => {
  expect(await layoutOf(paths)).toBeNull();
});

test('a layout chosen by hand is taken, whatever it explains', async () => {
  const files = corpusOf(['yes/a_1.wav', 'no/a_2.wav']);
  expect((await recogniseLayout(files, { id: 'timit' }))?.layout.id).toBe('timit');
  await expect(recogniseLayout(files, { id: 'no-such' })).rejects.toMatchObject({ code: 'experiment/invalid' });
});
