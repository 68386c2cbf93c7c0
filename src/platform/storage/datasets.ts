import type { IDBPTransaction } from 'idb';
import type { AudioRef, Dataset } from '../../engine/data/dataset.ts';
import { guarded } from './failures.ts';
import { compact } from './plain-buffers.ts';
import { checkRoom } from './room.ts';
import {
  audioOf,
  bytesOfClips,
  type ClipRecord,
  type Database,
  type DatasetRecord,
  type StillhouseSchema,
} from './schema.ts';

/** What is told of a dataset that is kept. */
export interface KeptDataset {
  readonly id: string;
  readonly name: string;
  readonly fingerprint: string;
  readonly clips: number;
  readonly classes: number;
  readonly bytes: number;
}

/** Clips hashed or written at a time: each needs a copy of its samples. */
const CLIPS_AT_ONCE = 32;

/**
 * A person's own datasets. Samples are stored once for each different clip, however many datasets hold it.
 * Every call rejects with `storage/full` or `storage/unavailable`.
 */
export class DatasetStore {
  /** @param storage tells how much room there is, where it is known */
  constructor(
    private readonly db: Database,
    private readonly storage: StorageManager | null = null,
  ) {}

  /**
   * Keeps a dataset, in one transaction: a full disk or a closed tab leaves what was there. Nothing is written when it is
   * kept already.
   * @throws StudioError also `storage/no-room`, before anything is written, when there is too little
   */
  save(dataset: Dataset): Promise<void> {
    return guarded(async () => {
      const { pcm, ...described } = dataset;
      const kept = await this.db.get('datasets', dataset.id);
      if (kept?.fingerprint === dataset.fingerprint) return this.setRemoved(dataset.id, false);
      const audio = audioOf(dataset);
      const samplesOf = ({ offset, length }: AudioRef) => compact(pcm.subarray(offset, offset + length));
      const hashes: string[] = [];
      for (let at = 0; at < audio.length; at += CLIPS_AT_ONCE) {
        const batch = audio.slice(at, at + CLIPS_AT_ONCE);
        hashes.push(...(await Promise.all(batch.map((ref) => contentHash(samplesOf(ref), ref.sampleRateHz)))));
      }
      const bytes = bytesOfClips({ ...described, clips: hashes });
      await checkRoom(bytes, this.storage);
      const transaction = this.db.transaction(['datasets', 'clips'], 'readwrite');
      const clips = transaction.objectStore('clips');
      try {
        const record = { ...described, clips: hashes, bytes, keptAt: Date.now(), removedAt: null };
        await transaction.objectStore('datasets').put(record);
        for (let at = 0; at < audio.length; at += CLIPS_AT_ONCE) {
          const batch = audio.slice(at, at + CLIPS_AT_ONCE);
          // Awaited batch by batch: copying all at once would hold up the page.
          await Promise.all(batch.map((ref, i) => clips.put({ hash: hashes[at + i]!, pcm: samplesOf(ref) })));
        }
        await removeOrphans(transaction);
        // Else the browser may clear it away when the disk is full. Whether it grants that does not matter here.
        void this.storage?.persist().catch(() => undefined);
      } finally {
        // Of all that failed, this tells why.
        await transaction.done;
      }
    });
  }

  /** Null when no dataset with this fingerprint is kept, or clips of it are gone. */
  load(fingerprint: string): Promise<Dataset | null> {
    return guarded(async () => {
      const record = await this.db.getFromIndex('datasets', 'fingerprint', fingerprint);
      if (!record) return null;
      const transaction = this.db.transaction('clips');
      const clips = await Promise.all(record.clips.map((hash) => transaction.store.get(hash)));
      await transaction.done;
      const found = clips.filter((clip) => clip !== undefined);
      return found.length === clips.length ? assemble(record, found) : null;
    });
  }

  /** The newest first; without those that were removed. */
  list(): Promise<KeptDataset[]> {
    return guarded(async () => {
      const records = await this.db.getAll('datasets');
      return records
        .filter(({ removedAt }) => removedAt === null)
        .sort((a, b) => b.keptAt - a.keptAt)
        .map(({ id, name, fingerprint, utterances, classes, bytes }) => {
          return { id, name, fingerprint, clips: utterances.length, classes: classes.length, bytes };
        });
    });
  }

  /** Takes a dataset off the list, or puts it back. Its samples stay until {@link purge}. */
  setRemoved(id: string, removed: boolean): Promise<void> {
    return guarded(async () => {
      const transaction = this.db.transaction('datasets', 'readwrite');
      const record = await transaction.store.get(id);
      if (record) await transaction.store.put({ ...record, removedAt: removed ? Date.now() : null });
      await transaction.done;
    });
  }

  /** Deletes what was removed. @param whenFree does the work unless somebody needs the dataset of that fingerprint */
  purge(whenFree: (fingerprint: string, work: () => Promise<void>) => Promise<void>): Promise<void> {
    return guarded(async () => {
      for (const { id, fingerprint, removedAt } of await this.db.getAll('datasets'))
        if (removedAt !== null) await whenFree(fingerprint, () => this.remove(id));
    });
  }

  remove(id: string): Promise<void> {
    return guarded(async () => {
      const transaction = this.db.transaction(['datasets', 'clips'], 'readwrite');
      await Promise.all([transaction.objectStore('datasets').delete(id), removeOrphans(transaction), transaction.done]);
    });
  }
}

/** Takes out the clips that no dataset holds any more. */
async function removeOrphans(
  transaction: IDBPTransaction<StillhouseSchema, ('datasets' | 'clips')[], 'readwrite'>,
): Promise<void> {
  const clips = transaction.objectStore('clips');
  const [records, hashes] = await Promise.all([transaction.objectStore('datasets').getAll(), clips.getAllKeys()]);
  const used = new Set(records.flatMap((record) => record.clips));
  await Promise.all(hashes.filter((hash) => !used.has(hash)).map((hash) => clips.delete(hash)));
}

/** Puts the clips into one bank again, shared where the page is isolated. */
function assemble(record: DatasetRecord, clips: readonly ClipRecord[]): Dataset {
  const { clips: _hashes, bytes: _bytes, keptAt: _keptAt, removedAt: _removedAt, ...described } = record;
  const samples = clips.reduce((sum, clip) => sum + clip.pcm.length, 0);
  const bankBytes = samples * Float32Array.BYTES_PER_ELEMENT;
  const pcm = new Float32Array(
    typeof SharedArrayBuffer === 'undefined' ? new ArrayBuffer(bankBytes) : new SharedArrayBuffer(bankBytes),
  );
  let offset = 0;
  const placed = audioOf(record).map((audio, i): AudioRef => {
    const clip = clips[i]!.pcm;
    pcm.set(clip, offset);
    offset += clip.length;
    return { ...audio, offset: offset - clip.length, length: clip.length };
  });
  const utterances = record.utterances.map((utterance, i) => ({ ...utterance, audio: placed[i]! }));
  const noises = placed.slice(utterances.length);
  return { ...described, utterances, ...(noises.length > 0 && { noises }), pcm };
}

/** SHA-256 of rate and samples, hex. */
async function contentHash(pcm: Float32Array, sampleRateHz: number): Promise<string> {
  const bytes = new Uint8Array(8 + pcm.byteLength);
  new DataView(bytes.buffer).setFloat64(0, sampleRateHz, true);
  bytes.set(new Uint8Array(pcm.buffer, pcm.byteOffset, pcm.byteLength), 8);
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
