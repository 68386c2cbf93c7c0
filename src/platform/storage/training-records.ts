import type { IDBPTransaction } from 'idb';
import { joinBulk, splitBulk } from './bulk.ts';
import { compact, withPlainBuffers } from './plain-buffers.ts';
import type { CheckpointRecord, FinishedRecord, PartKey, StillhouseSchema } from './schema.ts';

type Stores = ('runs' | 'checkpoints' | 'finished' | 'parts')[];
type Transaction<Mode extends IDBTransactionMode> = IDBPTransaction<StillhouseSchema, Stores, Mode>;

/** Every compound key that begins so: an array sorts after every string and number. */
export function allBelow(...key: readonly (string | number)[]): IDBKeyRange {
  return IDBKeyRange.bound([...key], [...key, []]);
}

export function putCheckpoint(transaction: Transaction<'readwrite'>, record: CheckpointRecord): Promise<void> {
  return putInParts(transaction, 'checkpoints', record);
}

export function putFinished(transaction: Transaction<'readwrite'>, record: FinishedRecord): Promise<void> {
  return putInParts(transaction, 'finished', record);
}

/** Each write waits for the one before, and so has a task of its own on the page's thread. */
async function putInParts(
  transaction: Transaction<'readwrite'>,
  of: PartKey[1],
  record: CheckpointRecord | FinishedRecord,
): Promise<void> {
  const { runId, trainingId } = record;
  const { light, parts } = splitBulk(record);
  const store = transaction.objectStore('parts');
  await store.delete(allBelow(runId, of, trainingId));
  for (const [part, values] of parts.entries())
    await store.put({ runId, of, trainingId, part, values: compact(values) });
  await transaction.objectStore(of).put(withPlainBuffers(light));
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
