import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, expect, test, vi } from 'vitest';
import { StudioError } from '../../engine/core/errors.ts';
import { keepRun } from './run-keeper.ts';
import { runsUnderWay } from './run-lock.ts';
import { openStore, type Store } from './store.ts';
import { fakeLocks } from './testing/fake-locks.ts';
import { snapshot } from './testing/saved.ts';

let store: Store;
let locks: LockManager;
const trouble = vi.fn();

beforeEach(async () => {
  indexedDB = new IDBFactory();
  store = await openStore();
  locks = fakeLocks();
  trouble.mockClear();
});

test('on a slow disk the newest snapshot is the one that is kept', async () => {
  const save = vi.spyOn(store.runs, 'save');
  const keeper = keepRun(Promise.resolve(store), 'a', trouble, locks);
  for (let second = 1; second <= 50; second++) keeper.save(snapshot('a', { secondsSpent: second }));
  await keeper.settled();
  expect(save).toHaveBeenCalledTimes(1);
  expect((await store.runs.load('a'))?.secondsSpent).toBe(50);
  keeper.save(snapshot('a', { secondsSpent: 51 }));
  await keeper.settled();
  expect((await store.runs.load('a'))?.secondsSpent).toBe(51);
  expect(trouble).not.toHaveBeenCalled();
});

test('a full disk is told once, leaves no old state and throws nothing', async () => {
  const keeper = keepRun(Promise.resolve(store), 'a', trouble, locks);
  keeper.save(snapshot('a'));
  await keeper.settled();
  vi.spyOn(store.runs, 'save').mockRejectedValue(new StudioError('storage/full'));
  for (let i = 0; i < 2; i++) {
    keeper.save(snapshot('a'));
    await keeper.settled();
  }
  expect(trouble.mock.calls.map(([error]) => error.code)).toEqual(['storage/full']);
  expect(await store.runs.load('a')).toBeNull();
});

test('where nothing can be kept, that is told once', async () => {
  const keeper = keepRun(Promise.reject(new StudioError('storage/unavailable')), 'a', trouble, locks);
  for (let i = 0; i < 2; i++) {
    keeper.save(snapshot('a'));
    await keeper.settled();
  }
  expect(trouble.mock.calls.map(([error]) => error.code)).toEqual(['storage/unavailable']);
});

test('the lock is held while the run lives; a run that is over is forgotten, whatever still comes', async () => {
  const keeper = keepRun(Promise.resolve(store), 'a', trouble, locks);
  keeper.save(snapshot('a'));
  await keeper.settled();
  expect(await runsUnderWay(locks)).toEqual(new Set(['a']));
  await keeper.forget();
  keeper.save(snapshot('a'));
  await keeper.settled();
  expect(await store.runs.list()).toEqual([]);
  expect(await runsUnderWay(locks)).toEqual(new Set());
});
