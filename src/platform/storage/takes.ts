import type { RecordedClip } from '../../engine/data/recordings.ts';
import { guarded } from './failures.ts';
import { compact } from './plain-buffers.ts';
import type { Database, TakeRecord } from './schema.ts';

/** A take that nothing is cut from any more is let go after a day: until then a tab may undo that. */
const UNUSED_MS = 24 * 60 * 60 * 1000;

/**
 * Takes of the microphone, written one by one as they are made, so that a closed tab loses none. Every call rejects
 * with `storage/full` or `storage/unavailable`.
 */
export class TakeStore {
  constructor(
    private readonly db: Database,
    private readonly storage: StorageManager | null = null,
  ) {}

  /** Keeps a take with the one clip that it holds at first. */
  add(clip: RecordedClip, samples: Float32Array): Promise<void> {
    return guarded(async () => {
      const { takeId, recordedAt } = clip;
      const transaction = this.db.transaction(['takes', 'takeClips'], 'readwrite');
      await Promise.all([
        transaction.objectStore('takes').put({ takeId, recordedAt, pcm: compact(samples) }),
        transaction.objectStore('takeClips').put({ takeId, clips: [clip] }),
        transaction.done,
      ]);
      // Else the browser may clear it away when the disk is full. Whether it grants that does not matter here.
      void this.storage?.persist().catch(() => undefined);
    });
  }

  /** Says anew what is cut from these takes. */
  cut(takeIds: readonly string[], clips: readonly RecordedClip[]): Promise<void> {
    return guarded(async () => {
      const transaction = this.db.transaction('takeClips', 'readwrite');
      await Promise.all([
        ...takeIds.map((takeId) =>
          transaction.store.put({ takeId, clips: clips.filter((clip) => clip.takeId === takeId) }),
        ),
        transaction.done,
      ]);
    });
  }

  /** All that is kept and used. */
  load(): Promise<{ readonly takes: readonly TakeRecord[]; readonly clips: readonly RecordedClip[] }> {
    return guarded(async () => {
      const transaction = this.db.transaction(['takes', 'takeClips'], 'readwrite');
      const [takes, cuts] = [transaction.objectStore('takes'), transaction.objectStore('takeClips')];
      const [kept, clipsOfTakes] = await Promise.all([takes.getAll(), cuts.getAll()]);
      const samples = new Set(kept.map(({ takeId }) => takeId));
      const clips = clipsOfTakes.flatMap((record) => record.clips).filter(({ takeId }) => samples.has(takeId));
      const used = new Set(clips.map(({ takeId }) => takeId));
      const old = kept.filter(({ takeId, recordedAt }) => !used.has(takeId) && Date.now() - recordedAt > UNUSED_MS);
      await Promise.all(old.flatMap(({ takeId }) => [takes.delete(takeId), cuts.delete(takeId)]));
      await transaction.done;
      return { takes: kept.filter(({ takeId }) => used.has(takeId)), clips };
    });
  }
}
