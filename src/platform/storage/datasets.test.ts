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

test('recordings of noise are kept with the clips, and lie where they are said to', async () => {
  const { utterances, ...own } = dataset('noisy', [1, 2, 3]);
  const noisy = { ...own, utterances: utterances.slice(0, 1), noises: utterances.slice(1).map(({ audio }) => audio) };
  await datasets.save(noisy);
  expect(await datasets.load(noisy.fingerprint)).toEqual(noisy);
  expect((await datasets.list())[0]).toMatchObject({ clips: 1, bytes: 24 });
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
  expect([await db.count('clips'), await db.count('utterances')]).toEqual([0, 0]);
});

test('tens of thousands of utterances are kept in pieces, in their order, each one or none', async () => {
  const { utterances, ...own } = dataset('own', [1, 2]);
  const phone = { startSeconds: 0, endSeconds: 0.1, symbol: 'ah' };
  const many = Array.from({ length: 10_000 }, (_, i) => ({
    ...utterances[i % 2]!,
    id: `${i}`,
    ...(i < 10 && { segments: Array.from({ length: 1500 }, () => phone) }),
  }));
  const big = { ...own, utterances: many };
  await datasets.save(big);
  const records = await db.getAll('utterances');
  // Each of the long ones fills a record with what is left of the one before it.
  expect(records.map((record) => record.utterances.length)).toEqual([...Array(5).fill(2), ...Array(9).fill(1000), 990]);
  const loaded = await datasets.load(big.fingerprint);
  expect(loaded?.utterances.map(({ id }) => id)).toEqual(many.map(({ id }) => id));
  expect(loaded?.utterances[3]).toMatchObject({ segments: many[3]!.segments });
  expect((await datasets.list())[0]).toMatchObject({ clips: 10_000 });

  await db.delete('utterances', ['own', 3]);
  expect(await datasets.load(big.fingerprint)).toBeNull();

  await datasets.save(dataset('own', [3]));
  expect(await db.count('utterances')).toBe(1);
});

test('a dataset that cannot be written leaves what was there, whatever fails', async () => {
  const before = dataset('own', [1, 2]);
  await datasets.save(before);
  const { utterances, ...own } = dataset('own', [3, 4]);
  // No database takes a function.
  const damaged = { ...own, utterances: [utterances[0]!, { ...utterances[1]!, speaker: (() => '') as never }] };
  await expect(datasets.save(damaged)).rejects.toMatchObject({ code: 'storage/unavailable' });
  expect(await datasets.load(before.fingerprint)).toEqual(before);
  expect(await db.count('clips')).toBe(2);
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

test('what will not fit is said before anything is written', async () => {
  const storage = (free: number) =>
    ({
      estimate: async () => ({ quota: 1_000_000 + free, usage: 1_000_000 }),
      persist: async () => true,
    }) as unknown as StorageManager;
  const own = dataset('own', [1, 2, 2]);
  await expect(new DatasetStore(db, storage(17)).save(own)).rejects.toMatchObject({
    code: 'storage/no-room',
    params: { needed: 1, free: 1 },
  });
  expect([await db.count('datasets'), await db.count('clips')]).toEqual([0, 0]);
  // Two different clips of two samples, and a tenth more.
  await new DatasetStore(db, storage(18)).save(own);
  expect((await datasets.list())[0]).toMatchObject({ id: 'own', clips: 3, classes: 2, bytes: 16 });
});

test('a dataset that is kept already is not written again, but is taken back from the removed', async () => {
  const own = dataset('own', [1]);
  await datasets.save(own);
  await datasets.setRemoved('own', true);
  expect(await datasets.list()).toEqual([]);
  const full = { estimate: async () => ({ quota: 0, usage: 0 }) } as unknown as StorageManager;
  await new DatasetStore(db, full).save(own);
  expect(await datasets.list()).toHaveLength(1);
  expect(await datasets.load(own.fingerprint)).toEqual(own);
});
