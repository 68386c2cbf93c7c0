import { describe, expect, test } from 'vitest';
import { recogniseLayout } from './recognise-layout.ts';

const times = <T>(count: number, make: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));

describe('the best layout', () => {
  test.each([
    ['file-name', 'names in one folder', times(8, (i) => `recordings/${i % 2}_anna_${i}.wav`)],
    [
      'file-name',
      'names in folders of speakers',
      times(8, (i) => `${i < 4 ? 'anna' : 'ben'}/${i % 2}_${i < 4 ? 'anna' : 'ben'}_${i}.wav`),
    ],
    ['file-name', 'names in parts', times(8, (i) => `${i < 4 ? 'train' : 'test'}/${i % 2}_anna_${i}.wav`)],
    ['folder-per-class', 'folders, whatever the names', times(8, (i) => `${i < 4 ? 'yes' : 'no'}/anna_${i}.wav`)],
    ['folder-per-class', 'Speech Commands', times(8, (i) => `${i < 4 ? 'yes' : 'no'}/00${i}_nohash_0.wav`)],
    ['folder-per-class', 'folders with a text among the clips', ['a/1.wav', 'b/1.wav', 'a/README.txt', 'LICENCE']],
  ])('is %s for %s', (id, _, paths) => {
    expect(recogniseLayout(paths)?.layout.id).toBe(id);
  });
});

describe('no layout', () => {
  test.each([
    ['LibriSpeech', ['L/test/10/20/10-20-0000.flac', 'L/test/10/21/10-21-0000.flac', 'L/test/10/20/10-20.trans.txt']],
    ['TIMIT', ['TRAIN/DR1/FCJF0/SA1.WAV', 'TRAIN/DR1/FCJF0/SA1.PHN', 'TEST/DR2/MABC0/SA1.WAV']],
    ['AN4', ['wav/a/x_1.wav', 'wav/b/x_2.wav', 'etc/train.fileids']],
    ['transcripts beside the clips', ['a/1.wav', 'a/1.txt', 'b/1.wav', 'b/1.TXT']],
    ['loose files', ['one.wav', 'two.wav']],
    ['no audio', ['a/1.png', 'b/2.png']],
  ])('tells the classes of %s', (_, paths) => {
    expect(recogniseLayout(paths)).toBeNull();
  });
});
