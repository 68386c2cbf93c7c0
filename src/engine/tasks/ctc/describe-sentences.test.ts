import { expect, it } from 'vitest';
import { sentenceDataset, tinySentences } from '../../../cli/testing/tiny-sentences.ts';
import { describeDataset } from '../../data/dataset-summary.ts';
import { describeSentences, unitsToldBy } from './describe-sentences.ts';

it('tells what can be learnt of sentences, in each unit', () => {
  const { summary } = describeDataset(tinySentences(), null);
  expect(summary).toMatchObject({ task: 'ctc', refused: null });
  expect(Object.keys(summary.sentences)).toEqual(['characters', 'words']);
  const { characters, words } = summary.sentences;
  expect(characters?.vocabulary.symbols).toEqual([' ', 'a', 'b', 'c']);
  expect(characters?.clips).toEqual({ train: 10, validation: 4, test: 5 });
  expect(words?.vocabulary.symbols).toContain('abba');
  expect(words?.judged).toBe('wer');
});

it('tells what is made alike, what is left out and what is never trained', () => {
  const said = describeSentences(
    sentenceDataset({ train: ['AB', 'b?', '...'], validation: ['a'], test: ['a', 'x'] }),
    'characters',
  );
  expect(said.replaced).toContainEqual({ what: 'case', from: 'A', to: 'a', count: 1 });
  expect(said.leftOut).toEqual([{ file: 'train/2', reason: 'file/no-text' }]);
  expect(said.unknown).toEqual([{ symbol: 'x', count: 1 }]);
  expect(said.clips.train).toBe(2);
});

it('is refused with the reason where nothing can be learnt', () => {
  const { summary } = describeDataset(sentenceDataset({ train: ['ab'], validation: [], test: [] }), null);
  expect(summary).toMatchObject({ task: 'ctc', sentences: {}, refused: { code: 'data/too-few-sentences' } });
});

it('offers phones where the corpus tells them', () => {
  const { utterances } = tinySentences();
  expect(unitsToldBy({ utterances: [{ ...utterances[0]!, segments: [] }] })).toEqual(['characters', 'words', 'phones']);
  expect(unitsToldBy({ utterances: [] })).toEqual([]);
});
