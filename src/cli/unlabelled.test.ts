import { describe, expect, test } from 'vitest';
import type { Dataset, UnlabelledAudio } from '../engine/data/dataset.ts';
import type { Report } from '../engine/experiment/report.ts';
import { plannedOn, planRun } from '../engine/experiment/plan-run.ts';
import { prepareHere, type Given } from './testing/run-here.ts';
import { timeless } from './testing/timeless.ts';
import { tinyCorpus, tinyExperiment } from './testing/tiny-corpus.ts';
import { phoneExperiment, tinyPhones } from './testing/tiny-phones.ts';
import { sentenceDataset, sentenceExperiment, tinySentences } from './testing/tiny-sentences.ts';

/** Other takes, longer than any of the datasets, by voices of their own; with what is said in them, which must not matter. */
function others(): UnlabelledAudio {
  const { utterances, ...rest } = sentenceDataset({ train: ['abbacab', 'cc', 'bab a'], validation: [], test: [] }, 7);
  const renamed = utterances.map((one, i) => ({
    ...one,
    id: `talk/${i}.wav`,
    speaker: `guest-${i}`,
    audio: { ...one.audio, content: `c${i}` },
  }));
  return { ...rest, name: 'talk', fingerprint: 'abcdefabcdefabcd', utterances: renamed };
}

const hears = { unlabelled: 'abcdefabcdefabcd' };
const given = {
  words: (data: object): Given => ({
    dataset: tinyCorpus(),
    experiment: tinyExperiment({
      data: { labelShare: 50, noise: { kinds: ['white', 'babble'], versions: 2 }, ...data },
    }),
  }),
  ctc: (data: object): Given => ({
    dataset: tinySentences(),
    experiment: sentenceExperiment({
      data: { labelShare: 100, noise: { versions: 2 }, augment: { timeMaskMs: 30 }, ...data },
      frontEnd: { melBands: 12, normalise: 'global' },
    }),
  }),
  frames: (data: object): Given => ({
    dataset: tinyPhones(),
    experiment: phoneExperiment({
      data: { labelShare: 50, noise: { versions: 2 }, augment: { speed: 5 }, ...data },
      frontEnd: { kind: 'log-mel', melBands: 12, deltas: 0, normalise: 'global' },
    }),
  }),
} as const;

const withOthers = ({ dataset, experiment }: Given): Given => ({
  dataset: { ...dataset, unlabelled: others() },
  experiment,
});
const plan = ({ dataset, experiment }: Given) =>
  plannedOn(dataset, planRun(dataset, experiment, { memoryBytes: Infinity, threads: 1 }));

async function reportOf(one: Given, ports = {}): Promise<Report> {
  return (await prepareHere(one, ports).run.start())!;
}

const small = { memoryBytes: 200_000, portionBytes: 24_000 };

describe.each(['words', 'ctc', 'frames'] as const)('audio without labels beside %s', (task) => {
  test(
    'is heard by the distilled student, and changes nothing for teacher and alone',
    { timeout: 60_000 },
    async () => {
      const without = await reportOf(withOthers(given[task]({})));
      const heard = await reportOf(withOthers(given[task](hears)));
      expect(without.unlabelled).toBeUndefined();
      expect(heard.unlabelled).toMatchObject({ name: 'talk', clips: 3, speakersKnown: true, leftOut: [] });
      expect(heard.unlabelled!.minutes).toBeCloseTo((17 * 0.06) / 60, 10);
      expect(heard.dataset).toEqual(without.dataset);
      expect(heard.verdict.labels).toEqual(without.verdict.labels);
      const still = (report: Report, id: string) => (timeless(report) as Report).runs[0]!.models[id];
      for (const id of ['teacher', 'alone']) expect(still(heard, id)).toEqual(still(without, id));
      const curve = ({ curves }: Report, of: string) => curves.filter(({ model }) => model === of);
      for (const id of ['teacher', 'alone']) expect(curve(heard, id)).toEqual(curve(without, id));
      expect(curve(heard, 'distilled')).not.toEqual(curve(without, 'distilled'));
      expect(still(heard, 'distilled')!.fairness!.initialWeights).toBe(still(heard, 'alone')!.fairness!.initialWeights);
    },
  );

  test('gives the same numbers in portions', { timeout: 60_000 }, async () => {
    const many = { ...hears, noise: { kinds: ['white'], versions: 24 } };
    const held = await reportOf(withOthers(given[task](many)));
    const { features, ...portions } = await reportOf(withOthers(given[task](many)), small);
    expect(features).toBe('portions');
    expect(timeless(portions)).toEqual(timeless(held));
  });
});

describe('what may be heard of it', () => {
  const asked = given.ctc(hears);
  const changed = (change: (dataset: Dataset) => Partial<Dataset>): Given => {
    const { dataset, experiment } = withOthers(asked);
    return { experiment, dataset: { ...dataset, ...change(dataset) } };
  };

  test('is not what the dataset has too, nor what voices say that it holds out', () => {
    const one = changed(({ utterances, unlabelled }) => ({
      utterances: utterances.map((own, i) => (i === 0 ? { ...own, audio: { ...own.audio, content: 'c1@400' } } : own)),
      unlabelled: {
        ...unlabelled!,
        utterances: unlabelled!.utterances.map((other, i) => (i === 2 ? { ...other, speaker: 'test-1' } : other)),
      },
    }));
    expect(plan(one).unlabelled).toMatchObject({
      clips: 1,
      leftOut: [
        { file: 'talk/1.wav', reason: 'file/duplicate', params: { of: 'train/0' } },
        { file: 'talk/2.wav', reason: 'file/held-out-speaker', params: { speaker: 'test-1' } },
      ],
    });
  });

  test('is without what was told of it', () => {
    const { dataset, plan: joined } = plan(withOthers(asked));
    const heard = [...joined.members.train.slice(-3)].map((index) => dataset.utterances[index]!);
    for (const one of heard) expect(Object.keys(one).sort()).toEqual(['audio', 'id', 'speaker']);
    expect(heard.map(({ audio }) => audio.bank)).toEqual(new Array(3).fill('unlabelled'));
  });

  test('is told to be of unknown voices where nobody says who speaks', () => {
    const one = changed(({ unlabelled }) => ({
      unlabelled: { ...unlabelled!, speakersKnown: false },
    }));
    expect(plan(one).unlabelled).toMatchObject({ clips: 3, speakersKnown: false });
  });

  test('is refused with the reason where it is another, where all is left out, or where nobody would hear it', () => {
    const refusal = (code: string) => expect.objectContaining({ code });
    expect(() => plan(asked)).toThrow(refusal('data/missing-unlabelled'));
    const held = changed(({ unlabelled }) => ({
      unlabelled: {
        ...unlabelled!,
        utterances: unlabelled!.utterances.map((other) => ({ ...other, speaker: 'validation-0' })),
      },
    }));
    expect(() => plan(held)).toThrow(refusal('data/nothing-unlabelled'));
    const trainings = asked.experiment.trainings.map((one) => ({ ...one, data: 'labelled' as const }));
    expect(() => plan(withOthers({ ...asked, experiment: { ...asked.experiment, trainings } }))).toThrow(
      refusal('data/unlabelled-unheard'),
    );
  });
});

test.each(['ctc-1best', 'ctc-nbest'])(
  '%s learns from what the teacher hears in it',
  { timeout: 60_000 },
  async (id) => {
    const one = withOthers(given.ctc(hears));
    const trainings = one.experiment.trainings.map((training) =>
      training.id === 'distilled' ? { ...training, method: { id, params: {} } } : training,
    );
    const experiment = sentenceExperiment({ ...JSON.parse(JSON.stringify({ ...one.experiment, trainings })) });
    const report = await reportOf({ ...one, experiment });
    expect(report.unlabelled?.clips).toBe(3);
    expect(report.curves.every(({ value }) => Number.isFinite(value))).toBe(true);
  },
);
