import { expect, test } from 'vitest';
import { sentenceDataset, sentenceExperiment, tinySentences } from '../../cli/testing/tiny-sentences.ts';
import { tinyCorpus, tinyExperiment } from '../../cli/testing/tiny-corpus.ts';
import type { Dataset } from '../data/dataset.ts';
import { plannedOn, planRun } from './plan-run.ts';
import { RunPlanner, type PlanRequest, type ToldName } from './run-planner.ts';

const memory = { memoryBytes: 1e9, threads: 2 };
const nameOf = ({ fingerprint, utterances }: Pick<Dataset, 'fingerprint' | 'utterances'>): ToldName => ({
  fingerprint,
  clips: utterances.length,
  first: utterances[0]!.id,
});
const talk = {
  ...sentenceDataset({ train: ['ab', 'cc'], validation: [], test: [] }, 7),
  fingerprint: 'abcdefabcdefabcd',
};
const others = talk.utterances.map((one, i) => ({ ...one, id: `talk/${i}`, speaker: `guest-${i}` }));
const dataset: Dataset = { ...tinySentences(), unlabelled: { ...talk, utterances: others } };
const experiment = sentenceExperiment({ data: { unlabelled: 'abcdefabcdefabcd' } });
const request: PlanRequest = {
  dataset: nameOf(dataset),
  unlabelled: nameOf(dataset.unlabelled!),
  experiment,
  memory,
};

test('plans on what it holds as on the dataset itself, which the plan is put on afterwards', () => {
  const planner = new RunPlanner();
  expect(planner.plan(request)).toBeNull();
  planner.hold(dataset);
  const { plan, size } = planner.plan(request)!;
  expect(plan).toEqual(planRun(dataset, experiment, memory));
  const planned = plannedOn(dataset, structuredClone(plan));
  expect(planned.task.id).toBe('ctc');
  expect(planned.dataset.utterances.slice(-2).map(({ id }) => id)).toEqual(['talk/0', 'talk/1']);
  expect(planned.dataset.pcm).toBe(dataset.pcm);
  expect(size.clips).toEqual({ train: 12, unlabelled: 2, validation: 4, test: 5, inPortions: false });
});

test('has the limit of clips in its plan', () => {
  const corpus = tinyCorpus();
  const few = tinyExperiment({ limits: { maxClips: 30 } });
  const plan = planRun(corpus, few, memory);
  expect(plan.clips!.length).toBeLessThanOrEqual(30);
  const { dataset: limited } = plannedOn(corpus, plan);
  expect(limited.utterances).toEqual(Array.from(plan.clips!, (index) => corpus.utterances[index]));
});

test('plans anew only for what changes the plan', () => {
  const planner = new RunPlanner();
  planner.hold(dataset);
  const first = planner.plan(request);
  const longer = { ...experiment, limits: { ...experiment.limits, maxSteps: 7 } };
  expect(planner.plan({ ...request, experiment: longer })).toBe(first);
  const spelled = { ...experiment, task: { ...experiment.task, symbols: 'words' as const } };
  expect(planner.plan({ ...request, experiment: spelled })!.plan.plan.sequences).toMatchObject({ unit: 'words' });
  expect(planner.plan({ ...request, memory: { ...memory, threads: 1 } })).not.toBe(first);
  const heldAgain = planner.plan(request);
  planner.hold(dataset);
  expect(planner.plan(request)).not.toBe(heldAgain);
});

test('says when it cannot be, and holds no more than a few', () => {
  const planner = new RunPlanner();
  planner.hold(dataset);
  expect(() => planner.plan({ ...request, memory: { ...memory, memoryBytes: 1 } })).toThrow(
    expect.objectContaining({ code: 'data/features-too-large' }),
  );
  for (let i = 0; i < 4; i++) planner.hold({ ...talk, fingerprint: `talk-${i}` });
  expect(planner.plan(request)).toBeNull();
});
