import { expect, test } from 'vitest';
import { readCorpus, utterancesIn } from '../../testing/corpus.ts';
import { speechCommands } from './index.ts';

const clips = ['yes', 'no'].flatMap((word) => ['0a7c', 'b312', 'ffe0'].map((id) => `sc/${word}/${id}_nohash_0.wav`));
const files = {
  ...Object.fromEntries(clips.map((path) => [path, ''])),
  'sc/_Background_Noise_/running_tap.wav': '',
  'sc/validation_list.txt': 'yes/b312_nohash_0.wav\r\nno/b312_nohash_0.wav\r\n',
  'sc/testing_list.txt': 'YES/ffe0_nohash_0.wav\nno/ffe0_nohash_0.wav\nno/gone_nohash_1.wav\n../../etc/passwd\n',
};

test('words by folder, speakers before _nohash_, splits by the lists, noise apart', async () => {
  const { recognition, readings, troubles } = await readCorpus(speechCommands, files);
  expect(recognition.score).toBeGreaterThan(0.95);
  expect(recognition.evidence).toEqual({ files: 6, classes: 2, listed: 4 });
  const split = { '0a7c': 'train', b312: 'validation', ffe0: 'test' };
  for (const path of clips) {
    const [, label, speaker] = /sc\/(.*)\/(.*)_nohash/.exec(path)!;
    expect(utterancesIn(readings.get(path))).toEqual([{ label, speaker, split: split[speaker as keyof typeof split] }]);
  }
  expect(readings.get('sc/_Background_Noise_/running_tap.wav')).toEqual({ noise: true });
  // What the lists name and is not there, also what would lie outside.
  expect(troubles).toEqual(['file/audio-missing sc/testing_list.txt']);
  expect(recognition.troubles?.()[0]?.params).toEqual({ count: 2, example: 'no/gone_nohash_1.wav' });
  expect(recognition.isOwnText?.('sc/testing_list.txt')).toBe(true);
});

test('without its lists it is known by its names, and leaves splits open', async () => {
  const { recognition, readings } = await readCorpus(speechCommands, clips);
  expect(recognition.score).toBeGreaterThan(0.9);
  expect(utterancesIn(readings.get(clips[0]!))).toEqual([{ label: 'yes', speaker: '0a7c' }]);
});

test('folders of words with other names are not it', async () => {
  const { recognition } = await readCorpus(speechCommands, ['yes/anna_1.wav', 'no/anna_1.wav']);
  expect(recognition.score).toBe(0);
});
