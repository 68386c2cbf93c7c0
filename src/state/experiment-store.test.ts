import { expect, test } from 'vitest';
import { models } from '../engine/models/catalog.ts';
import { methods } from '../engine/distill/catalog.ts';
import { createExperimentStore } from './experiment-store.ts';

const create = () => createExperimentStore({ models, methods }, 'few-labels');
const words = { task: 'words', sentences: {}, timedPhones: null } as const;
const own = { kind: 'own', fingerprint: '0123456789abcdef', name: 'mine' } as const;

test('an edit marks what differs, undo takes it back', () => {
  const store = create();
  expect(store.getState().changed.size).toBe(0);
  store.edit({ 'data.labelShare': 25 });
  expect([...store.getState().changed]).toEqual(['data.labelShare']);
  store.undo();
  expect(store.getState().experiment.data.labelShare).toBe(10);
  expect(store.getState().canUndo).toBe(false);
});

test('a change that breaks the rules is refused with its reason, and nothing is lost', () => {
  const store = create();
  const before = store.getState().experiment;
  store.edit({ 'trainings.alone.model.width': 16 });
  expect(store.getState().refused?.code).toBe('experiment/invalid');
  expect(store.getState().experiment).toBe(before);
  expect(store.getState().canUndo).toBe(false);
});

test('both students change together', () => {
  const store = create();
  store.edit({ 'trainings.alone.model.width': 16, 'trainings.distilled.model.width': 16 });
  expect(store.getState().refused).toBeNull();
  expect(store.getState().experiment.trainings.map(({ model }) => model['width'])).toEqual([256, 16, 16]);
});

test('a family takes its own settings, and goes back with them', () => {
  const store = create();
  store.edit({ 'trainings.teacher.family': 'gru' });
  expect(store.getState().experiment.trainings[0]?.family).toBe('gru');
  store.reset(['trainings.teacher.family', 'trainings.teacher.model']);
  expect(store.getState().changed.size).toBe(0);
});

test('a reset leaves other values and what is trained on alone', () => {
  const store = create();
  store.useSource(own, words);
  store.edit({ 'data.labelShare': 25, seed: 9 });
  store.reset(['data']);
  const { experiment } = store.getState();
  expect([experiment.data.labelShare, experiment.seed, experiment.data.source]).toEqual([10, 9, own]);
});

test('a preset keeps what is trained on', () => {
  const store = create();
  store.useSource(own, words);
  store.choosePreset('all-labels');
  expect(store.getState().experiment.preset).toBe('all-labels');
  expect(store.getState().experiment.data.source).toEqual(own);
});

test('a link carries the experiment there and back', () => {
  const from = create();
  from.choosePreset('noisy-room');
  from.edit({ 'data.labelShare': 50, seed: 4 });
  const to = create();
  to.openLink(from.link());
  expect(to.getState().experiment).toEqual(from.getState().experiment);
});

test('a bad link is refused with a code', () => {
  const store = create();
  store.openLink('v=1&preset=no-such-thing');
  expect(store.getState().refused?.code).toBe('experiment/unknown-preset');
  store.dismissRefusal();
  expect(store.getState().refused).toBeNull();
});
