import type { IDBPTransaction } from 'idb';
import type { AudioRef, Dataset } from '../../engine/data/dataset.ts';
import type { KeptDataset } from '../../engine/data/kept-dataset.ts';
import type { StoredSamples } from '../../engine/data/samples/stored-samples.ts';
import type { FeatureShelf } from './feature-shelf.ts';
import { guarded } from './failures.ts';
import { compact } from './plain-buffers.ts';
import { checkRoom } from './room.ts';
import type { SampleFileShelf } from './sample-files.ts';
import {
  audioOf,
  bytesOfClips,
  type ClipRecord,
  type Database,
  type DatasetRecord,
  type StillhouseSchema,
} from './schema.ts';
import { putUtterances, utterancesOf } from './utterance-records.ts';
import { whole } from './whole.ts';

/** Where files beside the database lie; null where the browser has none. */
export interface FileShelves {
  readonly samples: Pick<SampleFileShelf, 'open' | 'sweep'>;
  readonly features: Pick<FeatureShelf, 'bytesOf' | 'sweep'>;
}

/** The stores that hold datasets. */
const SAVED: ('datasets' | 'utterances' | 'clips')[] = ['datasets', 'utterances', 'clips'];

/** Clips hashed or written at a time: each needs a copy of its samples. */
const CLIPS_AT_ONCE = 32;

/**
 * A person's own datasets. Samples lie in the file that their import wrote; those that are in memory are stored once for
 * each different clip, however many datasets hold it.
 * Every call rejects with `storage/full` or `storage/unavailable`.
 */
export class DatasetStore {
  /**
   * @param storage tells how much room there is, where it is known
   * @param shelves of the files that imports and runs wrote
   */
  constructor(
    private readonly db: Database,
    private readonly storage: StorageManager | null = null,
    private readonly shelves: FileShelves | null = null,
  ) {}

  /**
   * Keeps a dataset, in one transaction: a full disk or a closed tab leaves what was there. Nothing is written when it is
   * kept already.
   * @throws StudioError also `storage/no-room`, before anything is written, when there is too little
   */
  save(dataset: Dataset): Promise<void> {
    return guarded(async () => {
      const { pcm, stored, utterances, ...described } = dataset;
      const light = { ...described, utteranceCount: utterances.length };
      const kept = await this.db.get('datasets', dataset.id);
      // Whoever imports it again has another file of it. The one that is kept serves as well, if it is still there.
      // What lies in the database moves into the file.
      const isThere = kept?.sampleFile === undefined ? !stored : (await this.fileOf(kept.sampleFile)) !== null;
      if (kept?.fingerprint === dataset.fingerprint && isThere) return this.setRemoved(dataset.id, false);
      if (stored) {
        const { name: sampleFile, bytes } = stored;
        const keptAt = kept?.keptAt ?? Date.now();
        const transaction = this.db.transaction(SAVED, 'readwrite');
        const record = { ...light, clips: [], sampleFile, bytes, keptAt, removedAt: null };
        await whole(transaction, async () => {
          await transaction.objectStore('datasets').put(record);
          await putUtterances(transaction.objectStore('utterances'), dataset.id, utterances);
          await removeOrphans(transaction);
        });
        void this.storage?.persist().catch(() => undefined);
        return;
      }
      const audio = audioOf(dataset);
      const samplesOf = ({ offset, length }: AudioRef) => compact(pcm.subarray(offset, offset + length));
      const hashes: string[] = [];
      for (let at = 0; at < audio.length; at += CLIPS_AT_ONCE) {
        const batch = audio.slice(at, at + CLIPS_AT_ONCE);
        hashes.push(...(await Promise.all(batch.map((ref) => contentHash(samplesOf(ref), ref.sampleRateHz)))));
      }
      const bytes = bytesOfClips(audio, hashes);
      await checkRoom(bytes, this.storage);
      const transaction = this.db.transaction(SAVED, 'readwrite');
      const clips = transaction.objectStore('clips');
      await whole(transaction, async () => {
        const record = { ...light, clips: hashes, bytes, keptAt: Date.now(), removedAt: null };
        await transaction.objectStore('datasets').put(record);
        await putUtterances(transaction.objectStore('utterances'), dataset.id, utterances);
        for (let at = 0; at < audio.length; at += CLIPS_AT_ONCE) {
          const batch = audio.slice(at, at + CLIPS_AT_ONCE);
          // Awaited batch by batch: copying all at once would hold up the page.
          await Promise.all(batch.map((ref, i) => clips.put({ hash: hashes[at + i]!, pcm: samplesOf(ref) })));
        }
        await removeOrphans(transaction);
      });
      // Else the browser may clear it away when the disk is full. Whether it grants that does not matter here.
      void this.storage?.persist().catch(() => undefined);
    });
  }

  /** Null when no dataset with this fingerprint is kept, or some of what belongs to it is gone. */
  load(fingerprint: string): Promise<Dataset | null> {
    return guarded(async () => {
      const transaction = this.db.transaction(SAVED);
      const kept = await whole(transaction, async () => {
        const record = await transaction.objectStore('datasets').index('fingerprint').get(fingerprint);
        if (!record) return null;
        const utterances = await utterancesOf(transaction.objectStore('utterances'), record.id, record.utteranceCount);
        const store = transaction.objectStore('clips');
        return { record, utterances, clips: await Promise.all(record.clips.map((hash) => store.get(hash))) };
      });
      if (!kept || kept.utterances.length < kept.record.utteranceCount) return null;
      const { record, utterances, clips } = kept;
      const dataset = { ...described(record), utterances };
      if (record.sampleFile !== undefined) return this.withFile(dataset, record.sampleFile);
      const found = clips.filter((clip) => clip !== undefined);
      return found.length === clips.length ? assemble(dataset, found) : null;
    });
  }

  /** Removes the files that no dataset has. */
  sweep(): Promise<void> {
    return guarded(async () => {
      const { shelves } = this;
      if (!shelves) return;
      const records = await this.db.getAll('datasets');
      const fingerprints = new Set(records.map(({ fingerprint }) => fingerprint));
      await shelves.features.sweep((fingerprint) => fingerprints.has(fingerprint));
      await shelves.samples.sweep(async (name) =>
        (await this.db.getAll('datasets')).some(({ sampleFile }) => sampleFile === name),
      );
    });
  }

  /** The newest first; without those that were removed. */
  list(): Promise<KeptDataset[]> {
    return guarded(async () => {
      const records = await this.db.getAll('datasets');
      const listed = records.filter(({ removedAt }) => removedAt === null).sort((a, b) => b.keptAt - a.keptAt);
      return Promise.all(
        listed.map(async ({ id, name, fingerprint, utteranceCount: clips, classes, bytes }) => {
          const featureBytes = (await this.shelves?.features.bytesOf(fingerprint)) ?? 0;
          return { id, name, fingerprint, clips, classes: classes.length, bytes, featureBytes };
        }),
      );
    });
  }

  /** Takes a dataset off the list, or puts it back. Its samples stay until {@link purge}. */
  setRemoved(id: string, removed: boolean): Promise<void> {
    return guarded(async () => {
      const transaction = this.db.transaction('datasets', 'readwrite');
      await whole(transaction, async () => {
        const record = await transaction.store.get(id);
        if (record) await transaction.store.put({ ...record, removedAt: removed ? Date.now() : null });
      });
    });
  }

  /** Deletes what was removed. @param whenFree does the work unless somebody needs the dataset of that fingerprint */
  purge(whenFree: (fingerprint: string, work: () => Promise<void>) => Promise<void>): Promise<void> {
    return guarded(async () => {
      for (const { id, fingerprint, removedAt } of await this.db.getAll('datasets'))
        if (removedAt !== null) await whenFree(fingerprint, () => this.remove(id));
    });
  }

  private async fileOf(name: string): Promise<StoredSamples | null> {
    return (await this.shelves?.samples.open(name)) ?? null;
  }

  /** @param fileName of its samples */
  private async withFile(dataset: Described, fileName: string): Promise<Dataset | null> {
    const stored = await this.fileOf(fileName);
    return stored ? { ...dataset, pcm: new Float32Array(0), stored } : null;
  }

  remove(id: string): Promise<void> {
    return guarded(async () => {
      const transaction = this.db.transaction(SAVED, 'readwrite');
      await whole(transaction, async () => {
        await transaction.objectStore('datasets').delete(id);
        await putUtterances(transaction.objectStore('utterances'), id, []);
        await removeOrphans(transaction);
      });
    });
  }
}

/** Takes out the clips that no dataset holds any more. */
async function removeOrphans(transaction: IDBPTransaction<StillhouseSchema, typeof SAVED, 'readwrite'>): Promise<void> {
  const clips = transaction.objectStore('clips');
  const [records, hashes] = await Promise.all([transaction.objectStore('datasets').getAll(), clips.getAllKeys()]);
  const used = new Set(records.flatMap((record) => record.clips));
  await Promise.all(hashes.filter((hash) => !used.has(hash)).map((hash) => clips.delete(hash)));
}

type Described = Omit<Dataset, 'pcm' | 'stored'>;

/** What was kept, without what the keeping added. */
function described(record: DatasetRecord): Omit<Described, 'utterances'> {
  const { utteranceCount: _count, clips: _clips, sampleFile: _file, bytes: _bytes, ...rest } = record;
  const { keptAt: _keptAt, removedAt: _removedAt, ...dataset } = rest;
  return dataset;
}

/** Puts the clips into one bank again, shared where the page is isolated. */
function assemble(dataset: Described, clips: readonly ClipRecord[]): Dataset {
  const samples = clips.reduce((sum, clip) => sum + clip.pcm.length, 0);
  const bankBytes = samples * Float32Array.BYTES_PER_ELEMENT;
  const pcm = new Float32Array(
    typeof SharedArrayBuffer === 'undefined' ? new ArrayBuffer(bankBytes) : new SharedArrayBuffer(bankBytes),
  );
  let offset = 0;
  const placed = audioOf(dataset).map((audio, i): AudioRef => {
    const clip = clips[i]!.pcm;
    pcm.set(clip, offset);
    offset += clip.length;
    return { ...audio, offset: offset - clip.length, length: clip.length };
  });
  const utterances = dataset.utterances.map((utterance, i) => ({ ...utterance, audio: placed[i]! }));
  const noises = placed.slice(utterances.length);
  return { ...dataset, utterances, ...(noises.length > 0 && { noises }), pcm };
}

/** SHA-256 of rate and samples, hex. */
async function contentHash(pcm: Float32Array, sampleRateHz: number): Promise<string> {
  const bytes = new Uint8Array(8 + pcm.byteLength);
  new DataView(bytes.buffer).setFloat64(0, sampleRateHz, true);
  bytes.set(new Uint8Array(pcm.buffer, pcm.byteOffset, pcm.byteLength), 8);
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
