import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, expect, test } from 'vitest';
import type { Dataset } from '../../engine/data/dataset.ts';
import { sampleLock } from '../../protocol/sample-files.ts';
import { holdShared } from './dataset-lock.ts';
import { openStore, type Store } from './store.ts';
import { FakeFileSystem } from './testing/fake-file-system.ts';
import { fakeLocks } from './testing/fake-locks.ts';
import { dataset } from './testing/saved.ts';

let files: FakeFileSystem;
let locks: LockManager;
let store: Store;

beforeEach(async () => {
  indexedDB = new IDBFactory();
  [files, locks] = [new FakeFileSystem(), fakeLocks()];
  store = await openStore(files.storage, locks);
});

/** A dataset as an import leaves it. */
function imported(id: string, file: string, bytes = 12): Dataset {
  files.write(`audio/${file}`, bytes);
  return { ...dataset(id, [1, 2, 3]), pcm: new Float32Array(0), stored: { name: file, bytes, file: null } };
}

test('a dataset whose samples lie in a file comes back with the file, and is missed without it', async () => {
  const own = imported('own', 'a');
  await store.datasets.save(own);
  const found = await store.datasets.load(own.fingerprint);
  expect(found).toEqual({ ...own, stored: { ...own.stored, file: expect.any(File) as File } });
  files.write(`features/${own.fingerprint}/settings/rows`, 70);
  expect(await store.datasets.list()).toMatchObject([{ id: 'own', bytes: 12, featureBytes: 70 }]);
  files.root.delete('audio');
  expect(await store.datasets.load(own.fingerprint)).toBeNull();
});

test('what is imported again keeps the file that is there; where that is gone, the new one serves', async () => {
  await store.datasets.save(imported('own', 'a'));
  const again = imported('own', 'b');
  await store.datasets.save(again);
  await store.datasets.sweep();
  expect(files.files()).toEqual(['audio/a']);
  files.root.delete('audio');
  await store.datasets.save(imported('own', 'c'));
  expect((await store.datasets.load(again.fingerprint))?.stored?.name).toBe('c');
});

test('files that no dataset has and nobody holds go, and the features of what is no longer kept', async () => {
  const [kept, other] = [imported('kept', 'a'), imported('others', 'b')];
  await store.datasets.save(kept);
  await store.datasets.save(other);
  files.write('audio/left-behind', 5);
  files.write('audio/being-imported', 5);
  files.write(`features/${kept.fingerprint}/settings/rows`, 1);
  files.write(`features/${other.fingerprint}/settings/rows`, 1);
  const letGo = holdShared(sampleLock('being-imported'), locks);
  await store.datasets.remove('others');
  await store.datasets.sweep();
  expect(files.files()).toEqual(['audio/a', 'audio/being-imported', `features/${kept.fingerprint}/settings/rows`]);
  letGo();
  await expect
    .poll(async () => (await store.datasets.sweep(), files.files().includes('audio/being-imported')))
    .toBe(false);
});

test('a file that two readings of the same import share stays until both are gone', async () => {
  await store.datasets.save(imported('a', 'one'));
  await store.datasets.save({ ...imported('bb', 'one'), fingerprint: 'another' });
  await store.datasets.remove('a');
  await store.datasets.sweep();
  expect(files.files()).toEqual(['audio/one']);
  await store.datasets.remove('bb');
  await store.datasets.sweep();
  expect(files.files()).toEqual([]);
});
