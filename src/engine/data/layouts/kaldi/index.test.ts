import { expect, test } from 'vitest';
import { readCorpus, utterancesIn } from '../../testing/corpus.ts';
import { kaldi } from './index.ts';

const wavs = { 'c/wav/r1.wav': '', 'c/wav/r2.wav': '', 'c/wav/r3.wav': '' };

test('recordings, words and speakers by their tables; paths of other machines; the folder tells the split', async () => {
  const { recognition, readings, troubles } = await readCorpus(kaldi, {
    ...wavs,
    'c/data/train/wav.scp': 'u1 /export/corpora/c/wav/r1.wav\nu2 wav/r2.wav\n',
    'c/data/train/text': 'u1 GOOD MORNING\nu2 HI\nu9 NOBODY\n',
    'c/data/train/utt2spk': 'u1 anna\nu2 ben\n',
  });
  expect(recognition.evidence).toEqual({ files: 2, utterances: 2 });
  expect(utterancesIn(readings.get('c/wav/r1.wav'))).toEqual([
    { split: 'train', speaker: 'anna', transcript: 'GOOD MORNING' },
  ]);
  expect(readings.get('c/wav/r3.wav')).toEqual({ leftOut: 'file/not-listed' });
  expect(troubles).toEqual(['file/audio-missing c/data/train/text']);
});

test('segments cut recordings; an end of -1 is that of the recording', async () => {
  const { readings, troubles } = await readCorpus(kaldi, {
    ...wavs,
    'c/data/dev/wav.scp': 'r1 wav/r1.wav\n',
    'c/data/dev/segments': 'a r1 0.5 1.25\nb r1 2 -1\nbad r1 3 2\nlost r7 0 1\n',
    'c/data/dev/text': 'a ONE\nb TWO\n',
    'c/data/dev/utt2spk': 'a anna\nb anna\n',
  });
  expect(utterancesIn(readings.get('c/wav/r1.wav'))).toEqual([
    { split: 'validation', speaker: 'anna', transcript: 'ONE', cut: { startSeconds: 0.5, endSeconds: 1.25 } },
    { split: 'validation', speaker: 'anna', transcript: 'TWO', cut: { startSeconds: 2, endSeconds: Infinity } },
  ]);
  expect(troubles).toEqual(['file/audio-missing c/data/dev/segments', 'file/bad-times c/data/dev/segments']);
});

test('commands are named and never become files, nor does what lies outside', async () => {
  const { readings, troubles, recognition } = await readCorpus(kaldi, {
    ...wavs,
    'c/data/train/wav.scp': 'u1 sph2pipe -f wav wav/r1.wav |\nu2 ../../../../etc/passwd\nu3 ../../wav/r3.wav\n',
  });
  expect(utterancesIn(readings.get('c/wav/r3.wav'))).toEqual([{ split: 'train' }]);
  expect(readings.get('c/wav/r1.wav')).toEqual({ leftOut: 'file/not-listed' });
  expect(troubles).toEqual(['file/audio-missing c/data/train/wav.scp', 'file/command c/data/train/wav.scp']);
  expect(recognition.score).toBeGreaterThan(0.9);
});
