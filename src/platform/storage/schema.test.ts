import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, expect, test } from 'vitest';
import { DatasetStore } from './datasets.ts';
import { guarded } from './failures.ts';
import { migrations, openDatabase, type DatasetRecord, type RunRecord } from './schema.ts';
import { dataset, snapshot } from './testing/saved.ts';

const record = (runId: string, savedAt: number): RunRecord => {
  const { finished: _nets, checkpoints: _states, ...rest } = snapshot(runId);
  return { runId, snapshot: rest, savedAt };
};

beforeEach(() => {
  indexedDB = new IDBFactory();
});

test('every version can be opened from every older one, with what it held', async () => {
  for (let version = 1; version <= migrations.length; version++) {
    const name = `from-${version}`;
    const old = await openDatabase(name, migrations.slice(0, version));
    await old.put('runs', record('kept', 1000));
    old.close();
    const now = await openDatabase(name);
    expect(now.version).toBe(migrations.length);
    expect(await now.get('runs', 'kept')).toEqual(record('kept', 1000));
    now.close();
  }
});

test('datasets that were kept before they told their size tell it now', async () => {
  const { pcm, ...own } = dataset('own', [1, 2, 2]);
  const old = await openDatabase('sizes', migrations.slice(0, 3));
  // Samples of noises were not kept: where they are said to lie is something else.
  const noises = [{ offset: 6, length: 2, sampleRateHz: 8000 }];
  await old.put('datasets', { ...own, noises, clips: ['a', 'b', 'b'] } as unknown as DatasetRecord);
  for (const hash of ['a', 'b']) await old.put('clips', { hash, pcm: pcm.slice(0, 2) });
  old.close();
  const now = await openDatabase('sizes');
  const { utterances, ...described } = own;
  expect(await now.get('datasets', 'own')).toMatchObject({ ...described, bytes: 16, removedAt: null });
  expect(await now.getAll('utterances')).toEqual([{ datasetId: 'own', part: 0, utterances }]);
  expect((await now.get('datasets', 'own'))?.keptAt).toBeGreaterThan(0);
  expect(await now.get('datasets', 'own')).not.toHaveProperty('noises');
  now.close();
});

test('utterances that were kept with their dataset are kept beside it, and come back', async () => {
  const { pcm, ...own } = dataset('own', [1, 2]);
  const old = await openDatabase('whole', migrations.slice(0, 6));
  const clips = ['a', 'b'];
  const whole = { ...own, clips, bytes: 16, keptAt: 1, removedAt: null };
  await old.put('datasets', whole as unknown as DatasetRecord);
  for (const [i, hash] of clips.entries()) await old.put('clips', { hash, pcm: pcm.slice(2 * i, 2 * i + 2) });
  old.close();
  const now = await openDatabase('whole');
  expect(await now.get('datasets', 'own')).not.toHaveProperty('utterances');
  expect(await new DatasetStore(now).load(own.fingerprint)).toEqual({ ...own, pcm });
  now.close();
});

test('a migration rewrites what is there, and one that fails leaves the old version whole', async () => {
  const first = await openDatabase('grow');
  await first.put('runs', record('kept', 1000));
  first.close();
  const broken = openDatabase('grow', [
    ...migrations,
    async (_db, transaction) => {
      await transaction.objectStore('runs').clear();
      throw new Error('broken migration');
    },
  ]);
  await expect(broken).rejects.toThrow();
  const unharmed = await openDatabase('grow');
  expect(await unharmed.get('runs', 'kept')).toEqual(record('kept', 1000));
  unharmed.close();

  const grown = await openDatabase('grow', [
    ...migrations,
    async (_db, transaction) => {
      const runs = transaction.objectStore('runs');
      for (const run of await runs.getAll()) await runs.put({ ...run, savedAt: run.savedAt + 1 });
    },
  ]);
  expect(grown.version).toBe(migrations.length + 1);
  expect((await grown.get('runs', 'kept'))?.savedAt).toBe(1001);
  grown.close();
});

test('a tab of an older version steps aside; a database of a newer page is refused', async () => {
  const olderTab = await openDatabase('shared');
  const newerTab = await openDatabase('shared', [...migrations, () => undefined]);
  await expect(guarded(() => olderTab.getAll('runs'))).rejects.toMatchObject({ code: 'storage/unavailable' });
  await expect(guarded(() => openDatabase('shared'))).rejects.toMatchObject({ code: 'storage/unavailable' });
  newerTab.close();
});

test('a full disk has its own code', async () => {
  const full = () => Promise.reject(new DOMException('', 'QuotaExceededError'));
  await expect(guarded(full)).rejects.toMatchObject({ code: 'storage/full' });
});
