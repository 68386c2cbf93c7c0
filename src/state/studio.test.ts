import { expect, test } from 'vitest';
import { StudioError } from '../engine/core/errors.ts';
import { models } from '../engine/models/catalog.ts';
import { methods } from '../engine/distill/catalog.ts';
import { hearStaged, pause, runCommand, runOrPause, step, stop, trainOnStaged } from './commands.ts';
import { smallerBatch } from './smaller-batch.ts';
import { createStudio } from './studio.ts';
import { fakeServices, ownSummary, smallForecast } from './testing/fake-services.ts';
import type { FakeServices } from './testing/fake-services.ts';
import { opening } from './testing/run-script.ts';

async function opened(fake: FakeServices = fakeServices()) {
  const studio = createStudio(fake.services, { models, methods }, 'few-labels');
  await studio.open();
  return { studio, ...fake };
}

test('nothing can be run before there is data', async () => {
  const never = new Promise<never>(() => undefined);
  const { datasets } = fakeServices().services;
  const fake = fakeServices({ datasets: { ...datasets, loadPack: () => never } });
  const studio = createStudio(fake.services, { models, methods }, 'few-labels');
  void studio.open();
  await Promise.resolve();
  expect(runCommand.enabled(studio)).toBe(false);
});

test('one command runs, pauses and goes on', async () => {
  const { studio, calls, emit } = await opened();
  await runOrPause.run(studio);
  for (const event of opening()) emit(event);
  await runOrPause.run(studio);
  emit({ kind: 'run-paused' });
  await runOrPause.run(studio);
  expect(calls.filter((call) => !call.startsWith('link'))).toEqual(['start 1', 'pause', 'resume']);
});

test('buttons are there when they make sense', async () => {
  const { studio, emit } = await opened();
  const enabled = () => [runCommand, pause, step, stop].map((command) => command.enabled(studio));
  expect(enabled()).toEqual([true, false, true, false]);
  for (const event of opening()) emit(event);
  expect(enabled()).toEqual([false, true, true, true]);
  emit({ kind: 'run-paused' });
  expect(enabled()).toEqual([true, false, true, true]);
  emit({ kind: 'run-stopped' });
  expect(enabled()).toEqual([true, false, true, false]);
});

test('a first step begins the run paused', async () => {
  const { studio, calls } = await opened();
  await step.run(studio);
  expect(calls).toContain('start 1 paused');
  expect(calls.at(-1)).toBe('step');
});

test('several seeds follow the first', async () => {
  const { studio, calls } = await opened();
  studio.experiment.setSeedCount(3);
  studio.experiment.edit({ seed: 7 });
  await runCommand.run(studio);
  expect(calls).toContain('start 7,8,9');
});

test('every change is in the link', async () => {
  const { studio, calls } = await opened();
  studio.experiment.edit({ 'data.labelShare': 50 });
  expect(calls).toContain('link v=3&preset=few-labels&data.labelShare=50');
});

test('what a service refuses is told, not thrown', async () => {
  const fake = fakeServices();
  const start = () => Promise.reject(new StudioError('backend/none-works'));
  const { studio } = await opened({
    ...fake,
    services: { ...fake.services, runner: { ...fake.services.runner, start } },
  });
  await runCommand.run(studio);
  expect(studio.offers.getState().error?.code).toBe('backend/none-works');
  expect(studio.run.getState().view.status).toBe('idle');
  expect(runCommand.enabled(studio)).toBe(true);
});

test('a run that was asked for is under way before its first event', async () => {
  const { studio, calls } = await opened();
  const asked = runCommand.run(studio);
  expect(studio.run.getState().view.status).toBe('preparing');
  expect(runCommand.enabled(studio)).toBe(false);
  expect(stop.enabled(studio)).toBe(true);
  await Promise.all([asked, runCommand.run(studio)]);
  expect(calls.filter((call) => call.startsWith('start'))).toEqual(['start 1']);
  expect(studio.offers.getState().error).toBeNull();
});

test('own audio is waited for when the experiment names it', async () => {
  const { studio } = await opened();
  studio.experiment.useSource({ kind: 'own', fingerprint: ownSummary.fingerprint, name: 'mine' }, ownSummary);
  expect(runCommand.enabled(studio)).toBe(false);
  await studio.dataset.importFiles([]);
  expect(studio.dataset.getState().staged).toEqual(ownSummary);
  await studio.dataset.useStaged();
  expect(runCommand.enabled(studio)).toBe(true);
});

test('what was imported is taken into use and trained on at once', async () => {
  const { studio, calls } = await opened();
  expect(trainOnStaged.enabled(studio)).toBe(false);
  await studio.dataset.importFiles([]);
  await trainOnStaged.run(studio);
  expect(studio.dataset.getState()).toMatchObject({ dataset: ownSummary, staged: null });
  expect(studio.experiment.getState().experiment.data.source).toMatchObject({ kind: 'own' });
  expect(calls.filter((call) => call.startsWith('start'))).toEqual(['start 1']);
  studio.experiment.undo();
  expect(studio.experiment.getState().experiment.data.source).toEqual({ kind: 'pack' });
});

test('what was imported can be heard without labels beside the pack, which presets keep and a step back undoes', async () => {
  const { studio } = await opened();
  await hearStaged.run(studio);
  expect(studio.experiment.getState().experiment.data.unlabelled).toBeNull();
  await studio.dataset.importFiles([]);
  await hearStaged.run(studio);
  expect(studio.dataset.getState()).toMatchObject({ dataset: { kind: 'pack' }, unlabelled: ownSummary, staged: null });
  expect(runCommand.enabled(studio)).toBe(true);
  studio.experiment.choosePreset('few-labels');
  studio.experiment.reset(['data']);
  expect(studio.experiment.getState().experiment.data.unlabelled).toBe(ownSummary.fingerprint);
  studio.experiment.edit({ 'data.unlabelled': 'ab'.repeat(16) });
  expect(runCommand.enabled(studio), 'another is asked for').toBe(false);
  studio.experiment.edit({ 'data.unlabelled': null });
  expect(runCommand.enabled(studio)).toBe(true);
});

test('recordings of an earlier visit are offered, until they were used or put away', async () => {
  const kept = new Map<string, string>();
  const recordings = { ...ownSummary, id: 'recordings-b' };
  const { datasets } = fakeServices().services;
  const visit = (fingerprint: string) =>
    opened(
      fakeServices({
        datasets: { ...datasets, recorded: () => Promise.resolve({ ...recordings, fingerprint }) },
        preferences: { get: (key) => kept.get(key) ?? null, set: (key, value) => void kept.set(key, value) },
      }),
    );
  for (let visits = 0; visits < 2; visits++)
    expect((await visit('some')).studio.dataset.getState().staged).toMatchObject({ id: 'recordings-b' });
  (await visit('some')).studio.dataset.dismissStaged();
  expect((await visit('some')).studio.dataset.getState().staged).toBeNull();
  expect((await visit('more')).studio.dataset.getState().staged).toMatchObject({ fingerprint: 'more' });
});

test('a run under way keeps its data: what was imported waits', async () => {
  const { studio, calls, emit } = await opened();
  await runCommand.run(studio);
  await studio.dataset.importFiles([]);
  const before = calls.length;
  for (const event of [...opening(), { kind: 'run-paused' } as const]) {
    emit(event);
    await trainOnStaged.run(studio);
  }
  expect(calls.slice(before)).toEqual([]);
  expect(studio.dataset.getState()).toMatchObject({ staged: ownSummary, dataset: { kind: 'pack' } });
  emit({ kind: 'run-stopped' });
  expect(trainOnStaged.enabled(studio)).toBe(true);
});

test('a run that was refused memory begins anew with smaller batches, which can be undone', async () => {
  const { studio, calls, emit } = await opened();
  await runCommand.run(studio);
  for (const event of opening()) emit(event);
  const before = studio.run.getState().experiment!;
  emit({ kind: 'run-failed', trainingId: 'alone', error: { code: 'train/out-of-memory', params: {} } });
  studio.experiment.edit({ 'data.labelShare': 50 });
  await studio.startChanged(smallerBatch(before, 'alone')!.changes);
  const { experiment } = studio.run.getState();
  const batches = (of: typeof before) => of.trainings.map(({ optimiser }) => optimiser.batchSize);
  const [teacher, alone, distilled] = batches(before);
  expect(batches(experiment!)).toEqual([teacher, alone! / 2, distilled! / 2]);
  // What was changed meanwhile was not part of the run.
  expect(experiment!.data).toEqual(before.data);
  expect(studio.experiment.getState().experiment).toEqual(experiment);
  expect(calls.filter((call) => call.startsWith('start'))).toEqual(['start 1', 'start 1']);
  studio.experiment.undo();
  expect(batches(studio.experiment.getState().experiment)).toEqual(batches(before));
});

test('a run on own audio does not begin anew on the pack', async () => {
  const { studio, calls, emit } = await opened();
  await studio.dataset.importFiles([]);
  await trainOnStaged.run(studio);
  for (const event of opening()) emit(event);
  const failed = studio.run.getState().experiment!;
  emit({ kind: 'run-failed', trainingId: 'alone', error: { code: 'train/out-of-memory', params: {} } });
  await studio.dataset.loadPack();
  const { changes } = smallerBatch(failed, 'alone')!;
  await studio.startChanged(changes);
  expect(studio.experiment.getState().experiment).toEqual(failed);
  expect(calls.filter((call) => call.startsWith('start'))).toEqual(['start 1']);
  studio.dataset.adopt(ownSummary);
  await studio.startChanged(changes);
  expect(calls.filter((call) => call.startsWith('start'))).toEqual(['start 1', 'start 1']);
});

test('measures no steps while a run is under way, and while words are spoken', async () => {
  const busy: boolean[] = [];
  let forecasts = 0;
  const forecast = () => {
    forecasts++;
    return Promise.resolve(smallForecast);
  };
  const { studio, emit } = await opened(
    fakeServices({ forecaster: { forecast, setBusy: (is) => void busy.push(is) } }),
  );
  await expect.poll(() => forecasts).toBe(1);
  await runCommand.run(studio);
  for (const event of opening()) emit(event);
  expect(busy).toEqual([true]);
  emit({ kind: 'run-stopped' });
  expect(busy).toEqual([true, false]);
  await expect.poll(() => forecasts).toBe(2);
  studio.settings.goTo('speak');
  expect(busy).toEqual([true, false, true]);
  studio.settings.goTo('train');
  expect(busy).toEqual([true, false, true, false]);
  await expect.poll(() => forecasts).toBe(3);
});
