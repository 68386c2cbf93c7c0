import type { IDBPTransaction } from 'idb';
import { joinBulk, splitBulk } from './bulk.ts';
import { allBelow } from './keys.ts';
import { compact, withPlainBuffers } from './plain-buffers.ts';
import type { CheckpointRecord, FinishedRecord, PartKey, PartRecord, StillhouseSchema } from './schema.ts';

type Stores = ('runs' | 'checkpoints' | 'finished' | 'parts')[];
type Transaction<Mode extends IDBTransactionMode> = IDBPTransaction<StillhouseSchema, Stores, Mode>;

/** Parts that are on their way to the disk at once: it has always something to write, the page never much to copy. */
const UNDER_WAY = 2;

/** A record to be written, and the store it belongs to. */
export type TrainingRecord =
  | { readonly of: 'checkpoints'; readonly record: CheckpointRecord }
  | { readonly of: 'finished'; readonly record: FinishedRecord };

/**
 * Writes records in place of those with their keys, each one, and each further part of their long arrays, when an earlier
 * one is written, and so in a task of its own.
 */
export async function putRecords(
  transaction: Transaction<'readwrite'>,
  records: readonly TrainingRecord[],
): Promise<void> {
  const store = transaction.objectStore('parts');
  const parts: PartRecord[] = [];
  for (const { of, record } of records) {
    const { runId, trainingId } = record;
    const split = splitBulk(record);
    await store.delete(allBelow(runId, of, trainingId));
    await transaction.objectStore(of).put(withPlainBuffers(split.light));
    parts.push(...split.parts.map((values, part) => ({ runId, of, trainingId, part, values })));
  }
  const waiting = parts[Symbol.iterator]();
  const putOneByOne = async (): Promise<void> => {
    for (const part of waiting) await store.put({ ...part, values: compact(part.values) });
  };
  await Promise.all(Array.from({ length: UNDER_WAY }, putOneByOne));
}

export async function deleteRecord(
  transaction: Transaction<'readwrite'>,
  of: PartKey[1],
  [runId, trainingId]: readonly [runId: string, trainingId: string],
): Promise<void> {
  await Promise.all([
    transaction.objectStore('parts').delete(allBelow(runId, of, trainingId)),
    transaction.objectStore(of).delete([runId, trainingId]),
  ]);
}

/** All checkpoints of a run, whole. */
export async function checkpointsOf(
  transaction: Transaction<IDBTransactionMode>,
  runId: string,
): Promise<CheckpointRecord[]> {
  const records = await transaction.objectStore('checkpoints').getAll(allBelow(runId));
  return inTurn(records, (record) => whole(transaction, 'checkpoints', record));
}

/** All nets of a run that are finished, whole. */
export async function finishedOf(
  transaction: Transaction<IDBTransactionMode>,
  runId: string,
): Promise<FinishedRecord[]> {
  const records = await transaction.objectStore('finished').getAll(allBelow(runId));
  return inTurn(records, (record) => whole(transaction, 'finished', record));
}

async function whole<T extends CheckpointRecord | FinishedRecord>(
  transaction: Transaction<IDBTransactionMode>,
  of: PartKey[1],
  light: T,
): Promise<T> {
  const store = transaction.objectStore('parts');
  const keys = await store.getAllKeys(allBelow(light.runId, of, light.trainingId));
  const parts = await inTurn(keys, async (key) => (await store.get(key))!.values);
  return joinBulk({ light, parts });
}

async function inTurn<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (const item of items) results.push(await work(item));
  return results;
}
