import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, expect, test } from 'vitest';
import { LocalDatasets } from '../../engine/data/local-datasets.ts';
import { ClipPlayer } from '../audio/player.ts';
import { acquireRunLock } from '../storage/run-lock.ts';
import { openStore, type Store } from '../storage/store.ts';
import { fakeLocks } from '../storage/testing/fake-locks.ts';
import { snapshot } from '../storage/testing/saved.ts';
import { DatasetLibrary } from './dataset-library.ts';

let store: Store;
let locks: LockManager;
const visit = () => new DatasetLibrary(new LocalDatasets(), new ClipPlayer(), Promise.resolve(store), locks);
/** A word of its own pitch: half a second of it in a second of hush. */
const spoken = (pitch: number) => ({
  samples: Float32Array.from({ length: 16_000 }, (_, n) => (n > 4000 && n < 12_000 ? 0.5 * Math.sin(pitch * n) : 0)),
  sampleRateHz: 16_000,
});
const recorded = async (library: DatasetLibrary, pitch: number) =>
  (await library.addRecording(spoken(pitch), 'yes', 'anna')).dataset;

beforeEach(async () => {
  indexedDB = new IDBFactory();
  store = await openStore();
  locks = fakeLocks();
});

test('recordings grow into a dataset, trimmed to the word, and can be taken out again', async () => {
  const library = visit();
  const first = await library.addRecording(spoken(0.1), 'yes', 'anna');
  const second = await library.addRecording(spoken(0.2), 'no', '');
  expect(second.dataset).toMatchObject({ clips: 2, speakersKnown: false, refused: { code: 'data/too-few-clips' } });
  expect(second.dataset.fingerprint).not.toBe(first.dataset.fingerprint);
  const [clip] = library.clips(second.dataset.id);
  expect(clip).toMatchObject({ label: 'yes', speaker: 'anna', split: null });
  expect(clip?.seconds).toBeLessThan(0.8);
  expect((await library.samples(second.dataset.id, 0)).samples).toHaveLength(Math.round(clip!.seconds * 16_000));
  expect(await library.removeRecording(second.clipId)).toMatchObject({ clips: 1 });
  expect(await library.removeRecording(first.clipId)).toBeNull();
  await expect(
    library.addRecording({ ...spoken(0.1), samples: new Float32Array(16_000) }, 'yes', ''),
  ).rejects.toMatchObject({ code: 'file/silent' });
});

test('own audio that was kept is found again on the next visit, other audio is missed by name', async () => {
  const before = visit();
  const { id, fingerprint } = await recorded(before, 0.1);
  await before.use(id);
  await before.keepForResume();
  const dataset = await before.inUse();
  const after = visit();
  expect(await after.restore(fingerprint)).toMatchObject({ id, clips: 1 });
  expect(await after.inUse()).toEqual(dataset);
  await expect(visit().restore('0123456789abcdef')).rejects.toMatchObject({ code: 'data/missing-own-audio' });
});

test('audio that no run needs any more is cleared away, unless another tab is at a run', async () => {
  const earlier = visit();
  const needed = await recorded(earlier, 0.1);
  await earlier.use(needed.id);
  await earlier.keepForResume();
  await store.runs.save(snapshot('interrupted', { datasetFingerprint: needed.fingerprint }));
  const kept = async () => (await store.datasets.list()).map(({ fingerprint }) => fingerprint);

  const now = visit();
  await now.keepForResume();
  expect(await kept()).toEqual([needed.fingerprint]);
  await store.runs.remove('interrupted');
  const other = await acquireRunLock('of another tab', locks);
  await now.keepForResume();
  expect(await kept()).toEqual([needed.fingerprint]);
  other?.release();
  await expect.poll(async () => (await locks.query()).held).toEqual([]);
  await now.keepForResume();
  expect(await kept()).toEqual([]);
});

test('nothing in use is said so', async () => {
  await expect(visit().inUse()).rejects.toMatchObject({ code: 'data/no-clips' });
});

test('a take that comes later does not change the dataset in use', async () => {
  const library = visit();
  const { id } = await recorded(library, 0.1);
  await library.use(id);
  const later = await recorded(library, 0.2);
  expect((await library.inUse()).utterances).toHaveLength(1);
  await library.use(later.id);
  expect((await library.inUse()).utterances).toHaveLength(2);
});
