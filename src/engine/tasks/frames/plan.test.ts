import { describe, expect, it } from 'vitest';
import { phoneDataset, phoneExperiment, tinyPhones } from '../../../cli/testing/tiny-phones.ts';
import { sentenceDataset } from '../../../cli/testing/tiny-sentences.ts';
import { Rng } from '../../core/rng.ts';
import type { Dataset, Segment } from '../../data/dataset.ts';
import { frames } from './index.ts';
import { sequencesOf } from './score.ts';

const experiment = phoneExperiment();
const said = { train: ['ab', 'ba', 'c'], validation: ['ab'], test: ['ba'] };

/** With the segments of some utterances changed. */
function changed(change: (segments: readonly Segment[], index: number) => readonly Segment[] | undefined): Dataset {
  const { utterances, ...rest } = phoneDataset(said);
  const others = utterances.map((one, index): Dataset['utterances'][number] => {
    const { segments = [], ...bare } = one;
    const now = change(segments, index);
    return now ? { ...bare, segments: now } : bare;
  });
  return { ...rest, utterances: others };
}

describe('the plan of phones frame by frame', () => {
  it('has a class a symbol, and one for each frame of the answer', () => {
    const plan = frames.plan(phoneDataset({ ...said, train: ['ab', 'b'] }), experiment);
    expect(plan.classes).toEqual(['a-tone', 'b-tone', 'sil']);
    // Middles at 10, 20, ... 170 ms, for the clip lies in the middle of its window; a letter takes 60 ms.
    expect([...sequencesOf(plan).outLengths.train]).toEqual([17, 11]);
    expect([...plan.labels.train]).toEqual([
      ...times(5, 0),
      ...times(6, 1),
      ...times(6, 2),
      ...times(5, 1),
      ...times(6, 2),
    ]);
    expect(plan.phones).toMatchObject({ frames: { train: 28, validation: 17, test: 17 }, unknown: [], leftOut: [] });
  });

  it("learns 48 of TIMIT's phones and scores 39 of them; a glottal stop has no label", () => {
    const symbols = ['h#', 'dcl', 'd', 'ix', 'q', 'ih'];
    const dataset = changed(() =>
      symbols.map((symbol, i) => ({ symbol, startSeconds: 0.021 * i, endSeconds: 0.021 * (i + 1) })),
    );
    const plan = frames.plan(dataset, experiment);
    expect(plan.classes).toEqual(['d', 'ih', 'ix', 'sil', 'vcl']);
    const { scored, scoredAs } = sequencesOf(plan);
    expect(scored).toEqual(['d', 'ih', 'sil']);
    expect(scoredAs).toEqual([0, 1, 1, 2, 2]);
    // Middles at 10, 20, 30 ... 120 ms.
    expect([...plan.labels.validation].slice(0, 12)).toEqual([3, 3, 4, 4, 0, 0, 2, 2, -1, -1, 1, 1]);
  });

  it('leaves out what has no times, or none that can be, and says why', () => {
    const dataset = changed((segments, index) => {
      if (index === 0) return undefined;
      const late = { ...segments[0]!, startSeconds: 5, endSeconds: 6 };
      return index === 1 ? [...segments, late] : index === 3 ? [{ ...segments[0]!, endSeconds: NaN }] : segments;
    });
    const others = { ...dataset, utterances: [...dataset.utterances, ...phoneDataset(said).utterances.slice(3, 4)] };
    const plan = frames.plan(others, experiment);
    expect(plan.members.train).toEqual(Int32Array.of(2));
    expect(plan.phones?.leftOut).toEqual([
      { file: 'train/0', reason: 'file/no-phones' },
      { file: 'train/1', reason: 'file/bad-phone-times' },
      { file: 'validation/0', reason: 'file/bad-phone-times' },
    ]);
  });

  it('tells what training never has', () => {
    const plan = frames.plan(phoneDataset({ ...said, train: ['ab', 'b'], test: ['cc'] }), experiment);
    expect(plan.phones?.unknown).toEqual([{ symbol: 'c-tone', count: 11 }]);
    expect(plan.classes).toContain('c-tone');
  });

  it('needs phones with times, and some in every split', () => {
    const untimed = sentenceDataset(said);
    expect(() => frames.checkTrainable(untimed, experiment.task)).toThrow(
      expect.objectContaining({ code: 'data/no-phones', params: { clips: 5 } }),
    );
    expect(() => frames.checkTrainable({ ...untimed, utterances: [] }, experiment.task)).toThrow(
      expect.objectContaining({ code: 'data/no-clips' }),
    );
    const silent = changed((segments, index) => (index === 4 ? undefined : segments));
    expect(() => frames.plan(silent, experiment)).toThrow(
      expect.objectContaining({ code: 'data/too-few-sentences', params: { sentences: 4 } }),
    );
  });

  it('needs a labelled frame in every split: a glottal stop alone is none', () => {
    const glottal = changed((segments, index) =>
      segments.map((segment) => ({ ...segment, symbol: index === 4 ? 'q' : index % 2 ? 'd' : 'ih' })),
    );
    expect(() => frames.plan(glottal, experiment)).toThrow(
      expect.objectContaining({ code: 'data/too-few-sentences', params: { sentences: 4 } }),
    );
  });

  it('refuses nets that answer at other rates', () => {
    const [teacher, ...students] = experiment.trainings;
    const model = { channels: 1, width: 2, depth: 1, dropout: 0, directions: 'both', norm: 'none', stride: 2 };
    const halved = { ...teacher!, family: 'deepspeech2-mini', model };
    expect(() => frames.plan(tinyPhones(), { ...experiment, trainings: [halved, ...students] })).toThrow(
      expect.objectContaining({ params: expect.objectContaining({ reason: 'frame-rates-differ' }) }),
    );
  });

  it('draws labels by utterance, a smaller share within a larger one', () => {
    const plan = frames.plan(tinyPhones(), experiment);
    const drawn = (share: number) => [...frames.drawLabels(plan, share, Rng.fromSeed(5))];
    expect(drawn(100)).toEqual([...plan.members.train.keys()]);
    for (const position of drawn(50)) expect(drawn(80)).toContain(position);
  });
});

function times(count: number, label: number): number[] {
  return new Array<number>(count).fill(label);
}
