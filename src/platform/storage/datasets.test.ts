import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, expect, test } from 'vitest';
import { DatasetStore } from './datasets.ts';
import { openDatabase, type Database } from './schema.ts';
import { dataset } from './testing/saved.ts';

let db: Database;
let datasets: DatasetStore;

beforeEach(async () => {
  indexedDB = new IDBFactory();
  db = await openDatabase();
  datasets = new DatasetStore(db);
});

test('a dataset comes back equal', async () => {
  const own = dataset('own', [1, 2, 3]);
  await datasets.save(own);
  expect(await datasets.load(own.fingerprint)).toEqual(own);
  expect(await datasets.load('0000000000000000')).toBeNull();
});

test('a clip that two datasets hold is kept once, and until the last of them goes', async () => {
  const [a, b] = [dataset('a', [1, 2, 2]), dataset('bb', [2, 3])];
  await datasets.save(a);
  await datasets.save(b);
  expect(await db.count('clips')).toBe(3);
  await datasets.remove('a');
  expect(await db.count('clips')).toBe(2);
  expect(await datasets.load(b.fingerprint)).toEqual(b);
  await datasets.remove('bb');
  expect(await db.count('clips')).toBe(0);
});

test('the same samples at another rate are another clip', async () => {
  const slow = dataset('a', [1]);
  const fast = dataset('bb', [1]);
  await datasets.save(slow);
  await datasets.save({
    ...fast,
    utterances: fast.utterances.map((item) => ({ ...item, audio: { ...item.audio, sampleRateHz: 16000 } })),
  });
  expect(await db.count('clips')).toBe(2);
});

test('replacing a dataset drops the clips it no longer holds', async () => {
  await datasets.save(dataset('own', [1, 2, 3]));
  await datasets.save(dataset('own', [3]));
  expect(await db.count('clips')).toBe(1);
  expect((await datasets.list()).map(({ id }) => id)).toEqual(['own']);
});
