import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, expect, test, vi } from 'vitest';
import { StudioError } from '../../engine/core/errors.ts';
import { joinFloats } from '../../engine/core/join-arrays.ts';
import { LocalDatasets } from '../../engine/data/local-datasets.ts';
import { ClipPlayer } from '../audio/player.ts';
import { openDatabase } from '../storage/schema.ts';
import { openStore, type Store } from '../storage/store.ts';
import { Recordings } from './recordings.ts';

let store: Store;
const visit = (kept: Promise<Store> = Promise.resolve(store)) =>
  new Recordings(new LocalDatasets(), new ClipPlayer(), kept);
/** Half a second of a word in a second of hush. */
const spoken = (pitch = 0.1) => ({
  samples: Float32Array.from({ length: 16_000 }, (_, n) => (n > 4000 && n < 12_000 ? 0.5 * Math.sin(pitch * n) : 0)),
  sampleRateHz: 16_000,
});
const processing = { echoCancellation: true, noiseSuppression: false, autoGainControl: false };
const yes = { label: 'yes', speaker: 'anna', processing };

beforeEach(async () => {
  indexedDB = new IDBFactory();
  store = await openStore();
});

test('a take stays whole, with the word in it as its clip', async () => {
  const recordings = visit();
  const { clip, notKept } = await recordings.add(spoken(), yes);
  expect(notKept).toBeNull();
  expect(clip).toMatchObject({ ...yes, takeLength: 16_000, sampleRateHz: 16_000, flaws: [] });
  expect(clip.start).toBeGreaterThan(1000);
  expect(clip.end).toBeLessThan(15_000);
  expect(recordings.samples(clip).samples).toHaveLength(16_000);
  expect((await recordings.dataset())?.dataset.pcm).toHaveLength(clip.end - clip.start);
});

test('takes are on the disk as soon as they are made: the next visit has them, as they were cut', async () => {
  const before = visit();
  const first = (await before.add(spoken(0.1), yes)).clip;
  const second = (await before.add(spoken(0.2), { ...yes, label: '不' })).clip;
  expect(await visit().clips()).toEqual([first, second]);
  const pieces = [
    { ...first, end: 8000 },
    { ...first, id: 'other', start: 8000 },
  ];
  expect(await before.change([...pieces, second])).toBeNull();
  const after = visit();
  expect(await after.clips()).toEqual([...pieces, second]);
  expect(after.samples(first)).toEqual(before.samples(first));
  expect((await after.dataset())?.dataset.fingerprint).toBe((await before.dataset())?.dataset.fingerprint);
});

test('what was deleted does not come again; its take goes after a day, until when that can be undone', async () => {
  const recordings = visit();
  const { clip } = await recordings.add(spoken(), yes);
  await recordings.change([]);
  expect(await visit().clips()).toEqual([]);
  await recordings.change([clip]);
  expect(await visit().clips()).toEqual([clip]);
  await recordings.change([]);
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 25 * 3_600_000 });
  try {
    await visit().clips();
  } finally {
    vi.useRealTimers();
  }
  expect(await (await openDatabase()).count('takes')).toBe(0);
});

test('the words of a clip that silence keeps apart are found within the clip alone', async () => {
  const recordings = visit();
  const { samples, sampleRateHz } = spoken();
  const thrice = { samples: joinFloats([samples, samples, samples]), sampleRateHz };
  const { clip } = await recordings.add(thrice, yes);
  const all = await recordings.findWords(clip);
  expect(all).toHaveLength(3);
  const [, second, third] = all;
  const later = await recordings.findWords({ ...clip, start: second!.start - 500 });
  expect(later.map(({ start }) => Math.round(start / 500))).toEqual(
    [second, third].map((one) => Math.round(one!.start / 500)),
  );
});

test('silence is refused by name, and nothing is kept of it', async () => {
  const recordings = visit();
  const silence = { samples: new Float32Array(16_000), sampleRateHz: 16_000 };
  for (const label of ['yes', null])
    await expect(recordings.add(silence, { ...yes, label })).rejects.toMatchObject({ code: 'file/silent' });
  expect(await recordings.clips()).toEqual([]);
  expect(await recordings.dataset()).toBeNull();
});

test('where nothing can be stored, takes are in memory, and that is said', async () => {
  const recordings = visit(Promise.reject(new StudioError('storage/unavailable')));
  const { clip, notKept } = await recordings.add(spoken(), yes);
  expect(notKept).toEqual({ code: 'storage/takes-not-kept', params: {} });
  expect(await recordings.clips()).toEqual([clip]);
  expect(await recordings.change([])).toMatchObject({ code: 'storage/takes-not-kept' });
});

test('a take is not lost with the thread that looks for its word', async () => {
  const died = Object.assign(new LocalDatasets(), {
    findWord: () => Promise.reject(new StudioError('data/worker-died')),
  });
  const { clip } = await new Recordings(died, new ClipPlayer(), Promise.resolve(store)).add(spoken(), yes);
  expect(clip).toMatchObject({ start: 0, end: 16_000 });
});
