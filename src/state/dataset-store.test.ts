import { expect, test } from 'vitest';
import type { LayoutChoice } from '../engine/data/layouts/choice.ts';
import { StudioError } from '../engine/core/errors.ts';
import { createDatasetStore } from './dataset-store.ts';
import { fakeServices, ownSummary } from './testing/fake-services.ts';

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
