import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, expect, test, vi } from 'vitest';
import { StudioError } from '../../engine/core/errors.ts';
import { SnapshotKeeper } from './snapshot-keeper.ts';
import { openStore, type Store } from './store.ts';
import { snapshot } from './testing/saved.ts';

let store: Store;
const refused = vi.fn();
const codes = () => refused.mock.calls.map(([error]) => error.code);

beforeEach(async () => {
  indexedDB = new IDBFactory();
  store = await openStore();
  refused.mockClear();
});

test('on a slow disk the newest snapshot is the one that is kept', async () => {
  const save = vi.spyOn(store.runs, 'save');
  const keeper = new SnapshotKeeper(Promise.resolve(store), 'a', refused);
  for (let second = 1; second <= 50; second++) void keeper.keep(snapshot('a', { secondsSpent: second }));
  await expect.poll(async () => (await store.runs.load('a'))?.secondsSpent).toBe(50);
  expect(save.mock.calls.length).toBeLessThanOrEqual(2);
  void keeper.keep(snapshot('a', { secondsSpent: 51 }));
  await expect.poll(async () => (await store.runs.load('a'))?.secondsSpent).toBe(51);
  expect(refused).not.toHaveBeenCalled();
});

test('a full disk is told once and throws nothing', async () => {
  const save = vi.spyOn(store.runs, 'save').mockRejectedValue(new StudioError('storage/full'));
  const keeper = new SnapshotKeeper(Promise.resolve(store), 'a', refused);
  void keeper.keep(snapshot('a'));
  await expect.poll(codes).toEqual(['storage/full']);
  void keeper.keep(snapshot('a'));
  await keeper.forget();
  expect(codes()).toEqual(['storage/full']);
  expect(save).toHaveBeenCalledTimes(1);
});

test('where nothing can be kept, that is told once', async () => {
  const keeper = new SnapshotKeeper(Promise.reject(new StudioError('storage/unavailable')), 'a', refused);
  void keeper.keep(snapshot('a'));
  await expect.poll(codes).toEqual(['storage/unavailable']);
  void keeper.keep(snapshot('a'));
  await keeper.forget();
  expect(codes()).toEqual(['storage/unavailable']);
});

test('a run that is over is forgotten, whatever still comes', async () => {
  const keeper = new SnapshotKeeper(Promise.resolve(store), 'a', refused);
  void keeper.keep(snapshot('a'));
  await keeper.forget();
  void keeper.keep(snapshot('a'));
  await keeper.forget();
  expect(await store.runs.list()).toEqual([]);
});

test('what was kept is on the disk, and a disk that never answers holds nobody up', async () => {
  const keeper = new SnapshotKeeper(Promise.resolve(store), 'a', refused);
  void keeper.keep(snapshot('a', { secondsSpent: 1 }));
  await keeper.keep(snapshot('a', { secondsSpent: 2 }));
  expect((await store.runs.load('a'))?.secondsSpent).toBe(2);

  vi.useFakeTimers();
  try {
    const kept = new SnapshotKeeper(new Promise(() => undefined), 'b', refused).keep(snapshot('b'));
    await vi.advanceTimersByTimeAsync(10_000);
    await kept;
  } finally {
    vi.useRealTimers();
  }
});
