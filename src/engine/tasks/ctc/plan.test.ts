import { describe, expect, it } from 'vitest';
import { sentenceDataset, sentenceExperiment, tinySentences } from '../../../cli/testing/tiny-sentences.ts';
import { Rng } from '../../core/rng.ts';
import type { Dataset } from '../../data/dataset.ts';
import { sequencesOf } from './clips.ts';
import { fewestFramesOf } from './frame-rate.ts';
import { ctc } from './index.ts';

const experiment = sentenceExperiment();
const said = { train: ['a b', 'ab', 'ba'], validation: ['ab'], test: ['ba'] };

describe('the plan of sentences', () => {
  it('has the vocabulary of the training texts, as they are learnt, and the blank after it', () => {
    const plan = ctc.plan(sentenceDataset({ ...said, train: ['A, b!', 'ab', 'ba'] }), experiment);
    expect(plan.classes).toEqual([' ', 'a', 'b', '']);
    expect(plan.sentences?.vocabulary).toEqual({ unit: 'characters', symbols: [' ', 'a', 'b'], counts: [1, 3, 3] });
    expect(plan.sentences?.replaced.map(({ from, to }) => [from, to])).toEqual([
      ['!', ' '],
      [',', ' '],
      ['A', 'a'],
    ]);
    expect([...plan.labels.train]).toEqual([1, 0, 2, 1, 2, 2, 1]);
    expect([...sequencesOf(plan).labelCounts.train]).toEqual([3, 2, 2]);
  });

  it('takes clips as long as they are', () => {
    const { sequences } = ctc.plan(sentenceDataset(said), experiment);
    // 60 ms a letter and a last hush: 400 samples, and a hop of 160 for each further frame.
    expect([...sequences!.lengths.train]).toEqual([23, 17, 17]);
    expect([...sequences!.outLengths.train]).toEqual([12, 9, 9]);
  });

  it('leaves out of training what it cannot learn, and says why', () => {
    const train = ['ab', 'ba', '...', 'a'.repeat(20)];
    const dataset = sentenceDataset({ ...said, train });
    const long = dataset.utterances[3]!;
    const utterances = dataset.utterances.map((one, i): Dataset['utterances'][number] => {
      const { transcript: _, ...silent } = one;
      // Twenty letters that repeat need forty frames of the answer; here they are given a tenth of a second.
      if (i === 3) return { ...long, audio: { ...long.audio, length: 1600 } };
      return i === 1 ? silent : one;
    });
    const plan = ctc.plan({ ...dataset, utterances }, experiment);
    expect(plan.members.train).toEqual(Int32Array.of(0));
    expect(plan.sentences?.leftOut).toEqual([
      { file: 'train/1', reason: 'file/no-transcript' },
      { file: 'train/2', reason: 'file/no-text' },
      { file: 'train/3', reason: 'file/too-many-symbols', params: { symbols: 20, frames: 5 } },
    ]);
  });

  it('scores what is held out against symbols that training never has, and tells them', () => {
    const plan = ctc.plan(sentenceDataset({ ...said, test: ['bacca', '中'] }), experiment);
    expect(plan.sentences?.unknown).toEqual([
      { symbol: 'c', count: 2 },
      { symbol: '中', count: 1 },
    ]);
    expect(sequencesOf(plan).texts.test).toEqual(['bacca', '中']);
    expect([...sequencesOf(plan).labelCounts.test]).toEqual([3, 0]);
  });

  it('judges writing without spaces by its characters', () => {
    const judged = (train: string[]) => sequencesOf(ctc.plan(sentenceDataset({ ...said, train }), experiment)).judged;
    expect(judged(['你好', '好'])).toBe('cer');
    expect(judged(['a b', 'b'])).toBe('wer');
    expect(judged(['你好', '我用 ab 吧'])).toBe('cer');
    expect(judged(['你好', 'say it in english'])).toBe('wer');
  });

  it('leaves the phones of other corpora as they are', () => {
    const dataset = sentenceDataset(said);
    const symbols = ['zh', 'ao', 'q', 'en'];
    const segments = symbols.map((symbol, i) => ({ symbol, startSeconds: 0.02 * i, endSeconds: 0.02 * (i + 1) }));
    // No phone of TIMIT.
    const others = dataset.utterances.map((one) => ({
      ...one,
      segments: [...segments, { ...segments[0]!, symbol: 'ü' }],
    }));
    const phones = sentenceExperiment({ task: { kind: 'ctc', symbols: 'phones' } });
    const plan = ctc.plan({ ...dataset, utterances: others }, phones);
    expect(sequencesOf(plan)).toMatchObject({ judged: 'per', scored: 'phones' });
    expect(sequencesOf(plan).texts.test[0]).toBe('zh ao q en ü');
  });

  it('spells phones, folded as for training', () => {
    const dataset = sentenceDataset(said);
    const utterances = dataset.utterances.map((one) => ({
      ...one,
      segments: ['h#', 'dcl', 'd', 'ux', 'q', 'h#'].map((symbol, i) => ({
        symbol,
        startSeconds: 0.02 * i,
        endSeconds: 0.02 * (i + 1),
      })),
    }));
    const phones = sentenceExperiment({ task: { kind: 'ctc', symbols: 'phones' } });
    const plan = ctc.plan({ ...dataset, utterances }, phones);
    expect(plan.classes).toEqual(['d', 'sil', 'uw', 'vcl', '']);
    expect(sequencesOf(plan)).toMatchObject({ judged: 'per', scored: 'timit-phones' });
    expect(sequencesOf(plan).texts.test[0]).toBe('sil vcl d uw sil');
  });

  it('needs something in every split, and something said', () => {
    const { utterances, ...rest } = sentenceDataset({ ...said, test: ['...'] });
    expect(() => ctc.plan({ ...rest, utterances }, experiment)).toThrow(
      expect.objectContaining({ code: 'data/too-few-sentences', params: { sentences: 4 } }),
    );
    const unsaid = utterances.map(({ transcript: _, ...one }) => one);
    expect(() => ctc.checkTrainable({ ...rest, utterances: unsaid }, experiment.task)).toThrow(
      expect.objectContaining({ code: 'data/no-transcripts' }),
    );
    expect(() => ctc.checkTrainable({ ...rest, utterances: [] }, experiment.task)).toThrow(
      expect.objectContaining({ code: 'data/no-clips' }),
    );
  });

  it('draws labels by utterance, a smaller share within a larger one', () => {
    const plan = ctc.plan(tinySentences(), experiment);
    const drawn = (share: number) => [...ctc.drawLabels(plan, share, Rng.fromSeed(5))];
    expect(drawn(100)).toEqual([...plan.members.train.keys()]);
    expect(drawn(50)).toHaveLength(5);
    for (const position of drawn(30)) expect(drawn(50)).toContain(position);
  });
});

it('refuses nets that answer once a clip', () => {
  const [teacher] = experiment.trainings;
  expect(() => fewestFramesOf([teacher!, { ...teacher!, id: 'other', family: 'gru' }])).toThrow(
    expect.objectContaining({ params: expect.objectContaining({ field: 'trainings.other.family' }) }),
  );
});
