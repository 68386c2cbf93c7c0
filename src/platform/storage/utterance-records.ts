import type { IDBPObjectStore } from 'idb';
import type { Utterance } from '../../engine/data/dataset.ts';
import { allBelow } from './keys.ts';
import type { StillhouseSchema, UtterancesRecord } from './schema.ts';

type Store = IDBPObjectStore<StillhouseSchema, 'utterances'[], 'utterances', 'readwrite'>;

/** Objects of one record: a database copies it in one go on the page's thread, a thousand in a millisecond or two. */
const RECORD_OBJECTS = 2000;

/** Writes the utterances of a dataset in place of those that it had, each record when the one before it is written. */
export async function putUtterances(
  store: Pick<Store, 'put' | 'delete'>,
  datasetId: string,
  utterances: readonly Utterance[],
): Promise<void> {
  await store.delete(allBelow(datasetId));
  for (const record of recordsOf(datasetId, utterances)) await store.put(record);
}

/** All utterances of a dataset in their order, read record by record; fewer than `count` when some are gone. */
export async function utterancesOf(store: Pick<Store, 'get'>, datasetId: string, count: number): Promise<Utterance[]> {
  const utterances: Utterance[] = [];
  for (let part = 0; utterances.length < count; part++) {
    const record = await store.get([datasetId, part]);
    if (!record) break;
    utterances.push(...record.utterances);
  }
  return utterances;
}

function* recordsOf(datasetId: string, utterances: readonly Utterance[]): Generator<UtterancesRecord> {
  let [from, part, objects] = [0, 0, 0];
  for (const [at, { segments = [], words = [] }] of utterances.entries()) {
    objects += 2 + segments.length + words.length;
    if (objects < RECORD_OBJECTS && at + 1 < utterances.length) continue;
    yield { datasetId, part, utterances: utterances.slice(from, at + 1) };
    [from, part, objects] = [at + 1, part + 1, 0];
  }
}
