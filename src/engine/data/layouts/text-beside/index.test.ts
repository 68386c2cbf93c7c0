import { expect, test } from 'vitest';
import { readCorpus, utterancesIn } from '../../testing/corpus.ts';
import { textBeside } from './index.ts';

test('a text of the same name is the transcript; several folders are speakers', async () => {
  const { recognition, readings } = await readCorpus(textBeside, {
    'anna/1.wav': '',
    'anna/1.txt': ' Good\n morning ',
    'ben/2.wav': '',
    'ben/2.LAB': 'hi',
    'ben/3.wav': '',
    'ben/3.txt': '',
    'ben/4.wav': '',
  });
  expect(recognition).toMatchObject({ score: 0.94 * 0.75, evidence: { files: 3 } });
  expect(utterancesIn(readings.get('anna/1.wav'))).toEqual([{ transcript: 'Good morning', speaker: 'anna' }]);
  expect(utterancesIn(readings.get('ben/2.wav'))).toEqual([{ transcript: 'hi', speaker: 'ben' }]);
  expect(readings.get('ben/3.wav')).toEqual({ leftOut: 'file/no-transcript' });
  expect(readings.get('ben/4.wav')).toEqual({ leftOut: 'file/no-transcript' });
});

test('a text that is a page is not said to be lacking', async () => {
  const { readings } = await readCorpus(textBeside, { '1.wav': '', '1.txt': 'so it goes '.repeat(400) });
  expect(readings.get('1.wav')).toEqual({ leftOut: 'file/transcript-too-long' });
});
