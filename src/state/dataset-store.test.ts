import { expect, test } from 'vitest';
import type { LayoutChoice } from '../engine/data/layouts/choice.ts';
import { StudioError } from '../engine/core/errors.ts';
import { createDatasetStore } from './dataset-store.ts';
import { fakeServices, ownSummary } from './testing/fake-services.ts';
import type { KeptDataset } from './services.ts';

const kept = (id: string): KeptDataset => ({
  id,
  name: id,
  fingerprint: id,
  clips: 9,
  classes: 3,
  bytes: 100,
  featureBytes: 0,
});

test('staged files are read anew; only the last wish counts, and a failure is told', async () => {
  const { services } = fakeServices();
  const waiting: { readonly layout: LayoutChoice; readonly answer: () => void }[] = [];
  const store = createDatasetStore({
    ...services.datasets,
    rereadFiles: (layout) =>
      layout.id === 'gone'
        ? Promise.reject(new StudioError('file/unreadable'))
        : new Promise((resolve) => {
            waiting.push({ layout, answer: () => resolve({ ...ownSummary, name: layout.id ?? '' }) });
          }),
  });
  const [first, second] = [store.reread({ id: 'csv' }), store.reread({ id: 'timit' })];
  expect(store.getState().rereading).toBe(true);
  [...waiting].reverse().forEach(({ answer }) => answer());
  await Promise.all([first, second]);
  expect(store.getState()).toMatchObject({ rereading: false, staged: { name: 'timit' } });
  await store.reread({ id: 'gone' });
  expect(store.getState()).toMatchObject({
    rereading: false,
    staged: { name: 'timit' },
    error: { code: 'file/unreadable' },
  });
});

test('an import that has ended is over, also when its progress is told late', async () => {
  const { services } = fakeServices();
  let tell = (): void => undefined;
  const store = createDatasetStore({
    ...services.datasets,
    importFiles: (_files, { onProgress }) => {
      tell = () => onProgress({ stage: 'reading', done: 18, total: 18 });
      tell();
      return Promise.resolve(ownSummary);
    },
  });
  const done = store.importFiles([]);
  expect(store.getState().importing).toMatchObject({ done: 18 });
  await done;
  tell();
  expect(store.getState()).toMatchObject({ importing: null, staged: ownSummary });
});

test('a clip of any dataset is heard; the next takes its place, and a second press ends it', async () => {
  const { services, calls } = fakeServices();
  const ends: (() => void)[] = [];
  const store = createDatasetStore({ ...services.datasets, play: () => new Promise((resolve) => ends.push(resolve)) });
  const [first, second] = [store.hearClip('own', 3), store.hearClip('own', 4)];
  ends[0]!();
  await first;
  expect(store.getState().heard).toEqual({ datasetId: 'own', index: 4 });
  await store.hearClip('own', 4);
  expect(calls).toEqual(['stopPlaying']);
  ends[1]!();
  await second;
  expect(store.getState().heard).toBeNull();
});

test('the dataset removed last can be put back; the one before cannot any more', async () => {
  const { services, calls } = fakeServices();
  const store = createDatasetStore(services.datasets);
  await store.removeKept(kept('a'));
  expect(store.getState().removed?.id).toBe('a');
  await store.removeKept(kept('b'));
  expect(store.getState().removed?.id).toBe('b');
  await store.putBack();
  expect(store.getState().removed).toBeNull();
  await store.removeKept(kept('c'));
  store.forgetRemoved();
  store.forgetRemoved();
  expect(store.getState().removed).toBeNull();
  expect(calls).toEqual([
    'removeKept a',
    'forgetRemoved',
    'removeKept b',
    'putBack b',
    'removeKept c',
    'forgetRemoved',
  ]);
});

test('a kept dataset is taken into use; one that is gone is said so', async () => {
  const { services } = fakeServices();
  const store = createDatasetStore(services.datasets);
  expect(await store.useKept('a')).toBe(ownSummary);
  expect(store.getState().dataset).toBe(ownSummary);
  const gone = createDatasetStore({ ...services.datasets, restore: () => Promise.reject(new Error('gone')) });
  expect(await gone.useKept('a')).toBeNull();
  expect(gone.getState().error).toMatchObject({ code: 'internal' });
});

test('where nothing can be kept, nothing is', async () => {
  const { services } = fakeServices();
  const store = createDatasetStore({ ...services.datasets, kept: () => Promise.reject(new Error('private window')) });
  await store.lookUpKept();
  expect(store.getState()).toMatchObject({ kept: [], error: null });
});

test('what is imported and what is recorded do not replace each other', async () => {
  const recorded = { ...ownSummary, id: 'recordings-1', fingerprint: 'recorded' };
  const { services } = fakeServices();
  const store = createDatasetStore({ ...services.datasets, recorded: () => Promise.resolve(recorded) });
  await store.importFiles([]);
  await store.stageRecorded();
  expect(store.getState()).toMatchObject({ staged: recorded, waiting: ownSummary });
  await store.stageRecorded();
  expect(store.getState()).toMatchObject({ staged: recorded, waiting: ownSummary });
  store.dismissStaged();
  expect(store.getState()).toMatchObject({ staged: ownSummary, waiting: null });
  store.dismissStaged();
  expect(store.getState()).toMatchObject({ staged: null, waiting: null });
});

test('what is dismissed while it is read anew does not come back', async () => {
  const { services } = fakeServices();
  let answer = (): void => undefined;
  const store = createDatasetStore({
    ...services.datasets,
    rereadFiles: () => new Promise((resolve) => (answer = () => resolve(ownSummary))),
  });
  await store.importFiles([]);
  const reading = store.reread({ id: 'csv' });
  store.dismissStaged();
  expect(store.getState()).toMatchObject({ staged: null, rereading: false });
  answer();
  await reading;
  expect(store.getState().staged).toBeNull();
});
