import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, expect, test, vi } from 'vitest';
import { RunStore } from './runs.ts';
import { PART_FLOATS } from './bulk.ts';
import { migrations, openDatabase, type Database } from './schema.ts';
import { checkpoint, finished, snapshot } from './testing/saved.ts';

let db: Database;
let runs: RunStore;

beforeEach(async () => {
  indexedDB = new IDBFactory();
  db = await openDatabase();
  runs = new RunStore(db);
});

test('a run comes back equal, and only that run', async () => {
  const a = snapshot('a', {
    checkpoints: { alone: checkpoint('alone', 20) },
    finished: { teacher: finished('teacher') },
  });
  await runs.save(a);
  await runs.save(snapshot('a2', { finished: { teacher: finished('other') } }));
  expect(await runs.load('a')).toEqual(a);
  expect(await runs.load('b')).toBeNull();
});

test('what changes from save to save is what a load gives, also after another load', async () => {
  const teacher = finished('teacher');
  const steps = [
    snapshot('a', { checkpoints: { teacher: checkpoint('teacher', 10) } }),
    snapshot('a', { checkpoints: { teacher: checkpoint('teacher', 20) } }),
    snapshot('a', { finished: { teacher } }),
    snapshot('a', { finished: { teacher }, checkpoints: { alone: checkpoint('alone', 5) } }),
    snapshot('a', { finished: { teacher, alone: finished('alone') } }),
    snapshot('a', { checkpoints: { teacher: checkpoint('teacher', 1) } }),
    snapshot('a', { secondsSpent: 99 }),
  ];
  for (const [index, step] of steps.entries()) {
    if (index % 3 === 2) runs = new RunStore(db);
    if (index % 3 === 2) await runs.load('a');
    await runs.save(step);
    expect(await new RunStore(db).load('a')).toEqual(step);
  }
});

test('a finished net is written once', async () => {
  const put = vi.spyOn(IDBObjectStore.prototype, 'put');
  const written = () =>
    put.mock.contexts.filter((store) => store instanceof IDBObjectStore && store.name === 'finished').length;
  const teacher = finished('teacher');
  for (let step = 1; step <= 3; step++) {
    await runs.save(snapshot('a', { finished: { teacher }, checkpoints: { alone: checkpoint('alone', step) } }));
  }
  expect(written()).toBe(1);
  put.mockRestore();
});

test('weights that are a view of a shared bank are kept by themselves', async () => {
  const bank = new Float32Array(new SharedArrayBuffer(4 * 100)).fill(3);
  bank.set([1, 2], 10);
  await runs.save(
    snapshot('a', { checkpoints: { alone: { ...checkpoint('alone', 1), weights: bank.subarray(10, 12) } } }),
  );
  const weights = (await runs.load('a'))?.checkpoints['alone']?.weights;
  expect(weights).toEqual(Float32Array.of(1, 2));
  expect(weights?.buffer.byteLength).toBe(8);
});

test('removing a run leaves nothing of it and nothing else out', async () => {
  const parts = { checkpoints: { alone: checkpoint('alone', 1) }, finished: { teacher: finished('teacher') } };
  await runs.save(snapshot('a', parts));
  await runs.save(snapshot('b', parts));
  await runs.remove('a');
  expect(await runs.load('a')).toBeNull();
  await runs.save(snapshot('a'));
  expect(await runs.load('a')).toEqual(snapshot('a'));
  expect(await runs.load('b')).toEqual(snapshot('b', parts));
});

test('a long array is written part by part, each in a task of its own, and comes back whole', async () => {
  const weights = Float32Array.from({ length: 2 * PART_FLOATS + 3 }, (_, i) => Math.sin(i));
  const put = vi.spyOn(IDBObjectStore.prototype, 'put');
  const grown = snapshot('a', { checkpoints: { alone: { ...checkpoint('alone', 1), weights } } });
  await runs.save(grown);
  const longest = Math.max(
    ...put.mock.calls.map(([record]) => (record as { values?: Float32Array }).values?.length ?? 0),
  );
  put.mockRestore();
  expect(longest).toBe(PART_FLOATS);
  const loaded = (await new RunStore(db).load('a'))?.checkpoints['alone']?.weights;
  expect(Buffer.compare(Buffer.from(loaded!.buffer), Buffer.from(weights.buffer))).toBe(0);

  const shrunk = snapshot('a', { checkpoints: { alone: checkpoint('alone', 2) } });
  await runs.save(shrunk);
  expect(await new RunStore(db).load('a')).toEqual(shrunk);
  expect(await db.count('parts')).toBe(0);
  await runs.save(grown);
  await runs.remove('a');
  expect(await db.count('parts')).toBe(0);
});

test('a run kept before arrays were taken apart goes on', async () => {
  const old = await openDatabase('old', migrations.slice(0, 1));
  const { checkpoints: _states, finished: _nets, ...rest } = snapshot('a');
  await old.put('runs', { runId: 'a', snapshot: rest, savedAt: 1 });
  const weights = new Float32Array(PART_FLOATS + 1).fill(2);
  const whole = { ...checkpoint('alone', 20), weights };
  await old.put('checkpoints', { runId: 'a', trainingId: 'alone', checkpoint: whole });
  old.close();
  const now = await openDatabase('old');
  const loaded = (await new RunStore(now).load('a'))?.checkpoints['alone'];
  expect(loaded?.step).toBe(20);
  expect(loaded?.weights).toHaveLength(PART_FLOATS + 1);
  expect(loaded?.weights.at(-1)).toBe(2);
  now.close();
});
