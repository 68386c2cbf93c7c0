import type { IDBPTransaction } from 'idb';
import type { Dataset, Utterance } from '../../engine/data/dataset.ts';
import { guarded } from './failures.ts';
import { compact } from './plain-buffers.ts';
import type { ClipRecord, Database, DatasetRecord, StillhouseSchema } from './schema.ts';

/** Clips hashed or written at a time: each needs a copy of its samples. */
const CLIPS_AT_ONCE = 32;

/**
 * A person's own datasets. Samples are stored once for each different clip, however many datasets hold it.
 * Every call rejects with `storage/full` or `storage/unavailable`.
 */
export class DatasetStore {
  constructor(private readonly db: Database) {}

  /** Keeps or replaces a dataset, in one transaction: a full disk or a closed tab leaves what was there. */
  save(dataset: Dataset): Promise<void> {
    return guarded(async () => {
      const { pcm, utterances, ...described } = dataset;
      const samplesOf = ({ audio }: Utterance) => compact(pcm.subarray(audio.offset, audio.offset + audio.length));
      const hashes: string[] = [];
      for (let at = 0; at < utterances.length; at += CLIPS_AT_ONCE) {
        const batch = utterances.slice(at, at + CLIPS_AT_ONCE);
        hashes.push(...(await Promise.all(batch.map((item) => contentHash(samplesOf(item), item.audio.sampleRateHz)))));
      }
      const transaction = this.db.transaction(['datasets', 'clips'], 'readwrite');
      const clips = transaction.objectStore('clips');
      try {
        await transaction.objectStore('datasets').put({ ...described, utterances, clips: hashes });
        for (let at = 0; at < utterances.length; at += CLIPS_AT_ONCE) {
          const batch = utterances.slice(at, at + CLIPS_AT_ONCE);
          // Awaited batch by batch: copying all at once would hold up the page.
          await Promise.all(batch.map((item, i) => clips.put({ hash: hashes[at + i]!, pcm: samplesOf(item) })));
        }
        await removeOrphans(transaction);
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

  list(): Promise<DatasetRecord[]> {
    return guarded(() => this.db.getAll('datasets'));
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
  const { clips: _hashes, utterances, ...described } = record;
  const samples = clips.reduce((sum, clip) => sum + clip.pcm.length, 0);
  const bytes = samples * Float32Array.BYTES_PER_ELEMENT;
  const pcm = new Float32Array(
    typeof SharedArrayBuffer === 'undefined' ? new ArrayBuffer(bytes) : new SharedArrayBuffer(bytes),
  );
  let offset = 0;
  const placed = utterances.map((utterance, i) => {
    const clip = clips[i]!.pcm;
    pcm.set(clip, offset);
    const audio = { ...utterance.audio, offset, length: clip.length };
    offset += clip.length;
    return { ...utterance, audio };
  });
  return { ...described, utterances: placed, pcm };
}

/** SHA-256 of rate and samples, hex. */
async function contentHash(pcm: Float32Array, sampleRateHz: number): Promise<string> {
  const bytes = new Uint8Array(8 + pcm.byteLength);
  new DataView(bytes.buffer).setFloat64(0, sampleRateHz, true);
  bytes.set(new Uint8Array(pcm.buffer, pcm.byteOffset, pcm.byteLength), 8);
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
