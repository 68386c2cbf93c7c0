import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, expect, test, vi } from 'vitest';
import { StudioError } from '../../engine/core/errors.ts';
import type { RunSnapshot } from '../../engine/experiment/snapshot.ts';
import { interruptedRuns, progressOf } from './interrupted-runs.ts';
import { acquireRunLock } from './run-lock.ts';
import { openStore, type Store } from './store.ts';
import { fakeLocks } from './testing/fake-locks.ts';
import { checkpoint, finished, snapshot } from './testing/saved.ts';

let store: Store;
let locks: LockManager;
const goOn = vi.fn(async (_snapshot: RunSnapshot) => undefined);

beforeEach(async () => {
  indexedDB = new IDBFactory();
  store = await openStore();
  locks = fakeLocks();
  goOn.mockClear();
});

const halfWay = (runId: string) =>
  snapshot(runId, { finished: { teacher: finished('teacher') }, checkpoints: { alone: checkpoint('alone', 50) } });

test('the newest interrupted run is offered, older ones go', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: 1000 });
  await store.runs.save(halfWay('old'));
  vi.setSystemTime(2000);
  await store.runs.save(halfWay('new'));
  vi.useRealTimers();
  const service = interruptedRuns(Promise.resolve(store), goOn, locks);
  expect(await service.interrupted()).toMatchObject({ seeds: [7], savedAt: 2000, progress: 0.75 });
  expect((await store.runs.list()).map(({ runId }) => runId)).toEqual(['new']);
  await service.resumeInterrupted();
  expect(goOn).toHaveBeenCalledWith(halfWay('new'));
});

test('a run of another tab is neither offered nor removed, until that tab is gone', async () => {
  await store.runs.save(halfWay('theirs'));
  const lock = await acquireRunLock('theirs', locks);
  expect(await acquireRunLock('theirs', locks)).toBeNull();
  const service = interruptedRuns(Promise.resolve(store), goOn, locks);
  expect(await service.interrupted()).toBeNull();
  await expect(service.resumeInterrupted()).rejects.toMatchObject({ code: 'storage/run-gone' });
  await service.discard();
  expect(await store.runs.list()).toHaveLength(1);
  lock?.release();
  await expect.poll(() => service.interrupted()).not.toBeNull();
  await service.discard();
  expect(await store.runs.list()).toEqual([]);
});

test('where nothing can be kept there is nothing to offer', async () => {
  const service = interruptedRuns(Promise.reject(new StudioError('storage/unavailable')), goOn, locks);
  expect(await service.interrupted()).toBeNull();
  await expect(service.resumeInterrupted()).rejects.toMatchObject({ code: 'storage/unavailable' });
});

test('progress counts the steps of all trainings and seeds', () => {
  expect(progressOf(snapshot('a'))).toBe(0);
  expect(progressOf(halfWay('a'))).toBe(0.75);
  expect(progressOf({ ...halfWay('a'), seeds: [7, 8] })).toBe(0.375);
});
