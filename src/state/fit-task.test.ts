import { expect, test } from 'vitest';
import { methods } from '../engine/distill/catalog.ts';
import { models } from '../engine/models/catalog.ts';
import { createExperimentStore } from './experiment-store.ts';
import { taskOn, type Held } from './fit-task.ts';
import { saidSummary } from './testing/fake-services.ts';

const create = () => createExperimentStore({ models, methods }, 'few-labels');
const own = { kind: 'own', fingerprint: '0123456789abcdef', name: 'mine' } as const;
const words: Held = { task: 'words', sentences: {}, timedPhones: null };
const sentences: Held = { task: 'ctc', sentences: { characters: saidSummary, words: saidSummary }, timedPhones: null };
const phones: Held = { task: 'ctc', sentences: { phones: saidSummary }, timedPhones: null };
const families = ({ getState }: ReturnType<typeof create>) =>
  new Set(getState().experiment.trainings.map(({ family }) => family));

test('nets of words give way to nets for sentences, and back, with seed, limits and data kept; one step to undo', () => {
  const store = create();
  store.edit({ seed: 9, 'limits.maxSteps': 30 });
  store.useSource(own, sentences);
  const { experiment, switchedTo, changed } = store.getState();
  expect(switchedTo).toBe('ctc');
  expect(experiment).toMatchObject({ preset: 'sentences', seed: 9, limits: { maxSteps: 30 }, data: { source: own } });
  expect(families(store)).toEqual(new Set(['deepspeech2-mini']));
  expect([...changed].filter((path) => !path.startsWith('data.source')).sort()).toEqual(['limits.maxSteps', 'seed']);
  store.undo();
  expect(store.getState()).toMatchObject({ switchedTo: null, experiment: { preset: 'few-labels', seed: 9 } });
  store.useSource(own, sentences);
  store.useSource({ kind: 'pack' }, words);
  expect(store.getState()).toMatchObject({ switchedTo: 'words', experiment: { preset: 'few-labels', seed: 9 } });
});

test('nets that can learn the data stay as they are', () => {
  const store = create();
  store.edit({ 'data.labelShare': 50 });
  store.useSource(own, words);
  expect(store.getState()).toMatchObject({ switchedTo: null, experiment: { data: { labelShare: 50, source: own } } });
  store.useSource(own, sentences);
  store.edit({ 'trainings.teacher.model.width': 64 });
  store.useSource({ ...own, name: 'other' }, sentences);
  expect(store.getState().switchedTo).toBeNull();
  expect(store.getState().experiment.trainings[0]?.model['width']).toBe(64);
});

test('phones are taken where nothing else is told', () => {
  const store = create();
  store.useSource(own, phones);
  expect(store.getState().experiment.task).toMatchObject({ kind: 'ctc', symbols: 'phones' });
});

test('a task that is asked for brings its nets, whatever the data holds', () => {
  const store = create();
  store.chooseTask('ctc', words);
  expect(store.getState()).toMatchObject({ switchedTo: 'ctc', experiment: { task: { kind: 'ctc' } } });
  expect(taskOn(store.getState().experiment, words)).toBe('ctc');
  store.chooseTask('auto', words);
  expect(store.getState()).toMatchObject({ switchedTo: 'words', experiment: { task: { kind: 'auto' } } });
  expect(taskOn(store.getState().experiment, words)).toBe('words');
});
