import { expect, test } from 'vitest';
import { readCorpus, utterancesIn } from '../../testing/corpus.ts';
import { audacity } from './index.ts';

test('labels that come again are classes; lines of frequencies and points cut nothing', async () => {
  const labels = '0.5\t1.25\tyes\n\\\t100\t4000\n2,5\t3,25\tno\n4\t5\tyes\n6\t7\tno\n8\t8\there\n';
  const { recognition, readings, troubles } = await readCorpus(audacity, { 'talk.wav': '', 'Talk.txt': labels });
  expect(recognition).toMatchObject({ score: 0.965, evidence: { files: 1, labels: 4, distinct: 2 } });
  expect(utterancesIn(readings.get('talk.wav'))).toEqual([
    { label: 'yes', cut: { startSeconds: 0.5, endSeconds: 1.25 } },
    { label: 'no', cut: { startSeconds: 2.5, endSeconds: 3.25 } },
    { label: 'yes', cut: { startSeconds: 4, endSeconds: 5 } },
    { label: 'no', cut: { startSeconds: 6, endSeconds: 7 } },
  ]);
  expect(troubles).toEqual(['file/point-labels Talk.txt']);
});

test('labels that are all different are transcripts; the only text belongs to the only recording', async () => {
  const { readings } = await readCorpus(audacity, {
    'a/talk.wav': '',
    'a/Label Track.txt': '0\t1\tgood morning\n1\t2\thi\n',
  });
  expect(utterancesIn(readings.get('a/talk.wav'))?.map(({ transcript }) => transcript)).toEqual(['good morning', 'hi']);
});

test('a text that is not all labels is none', async () => {
  const { recognition } = await readCorpus(audacity, { 'talk.wav': '', 'talk.txt': '0\t1\tyes\nand so on\n' });
  expect(recognition.score).toBe(0);
});
