import type { RunSnapshot } from '../../engine/experiment/snapshot.ts';
import { guarded } from './failures.ts';
import { allBelow } from './keys.ts';
import { withPlainBuffers } from './plain-buffers.ts';
import type { Database, RunRecord } from './schema.ts';
import { checkpointsOf, deleteRecord, finishedOf, putRecords } from './training-records.ts';
import type { TrainingRecord } from './training-records.ts';
import { whole } from './whole.ts';

/** All that belongs to a run, so that a transaction sees the whole of it. */
const STORES: ('runs' | 'checkpoints' | 'finished' | 'parts')[] = ['runs', 'checkpoints', 'finished', 'parts'];

type Trainings = Pick<RunSnapshot, 'checkpoints' | 'finished'>;

/** Runs that have not ended. Every call rejects with `storage/full` or `storage/unavailable`. */
export class RunStore {
  /** What the disk holds of the trainings of the run saved last: what has not changed is not written again. */
  private written: (Trainings & { readonly runId: string }) | null = null;

  constructor(private readonly db: Database) {}

  /** Newest first. */
  list(): Promise<RunRecord[]> {
    return guarded(async () => {
      const records = await this.db.getAll('runs');
      return records.sort((a, b) => b.savedAt - a.savedAt);
    });
  }

  /**
   * Keeps or replaces a run, in one transaction: a full disk or a closed tab leaves the last save as it was. What is
   * written waits for what was written before it: each copy into the database is a task of its own.
   */
  save(snapshot: RunSnapshot): Promise<void> {
    return guarded(async () => {
      const { finished, checkpoints, ...rest } = snapshot;
      const { runId } = rest;
      const now = { runId, finished: { ...finished }, checkpoints: { ...checkpoints } };
      const before = this.written?.runId === runId ? this.written : { finished: {}, checkpoints: {} };
      this.written = null;
      const transaction = this.db.transaction(STORES, 'readwrite');
      await whole(transaction, async () => {
        await transaction.objectStore('runs').put({ runId, snapshot: withPlainBuffers(rest), savedAt: Date.now() });
        for (const id of gone(now.checkpoints, before.checkpoints))
          await deleteRecord(transaction, 'checkpoints', [runId, id]);
        for (const id of gone(now.finished, before.finished)) await deleteRecord(transaction, 'finished', [runId, id]);
        await putRecords(transaction, [
          ...changed(now.checkpoints, before.checkpoints).map(([trainingId, checkpoint]): TrainingRecord => {
            return { of: 'checkpoints', record: { runId, trainingId, checkpoint } };
          }),
          ...changed(now.finished, before.finished).map(([trainingId, net]): TrainingRecord => {
            return { of: 'finished', record: { runId, trainingId, finished: net } };
          }),
        ]);
      });
      this.written = now;
    });
  }

  /** Null when there is no such run. A run that goes on is saved as a whole the first time, so it may be loaded only. */
  load(runId: string): Promise<RunSnapshot | null> {
    return guarded(async () => {
      const transaction = this.db.transaction(STORES);
      const [record, checkpoints, finished] = await Promise.all([
        transaction.objectStore('runs').get(runId),
        checkpointsOf(transaction, runId),
        finishedOf(transaction, runId),
        transaction.done,
      ]);
      if (!record) return null;
      const trainings = {
        checkpoints: Object.fromEntries(checkpoints.map((item) => [item.trainingId, item.checkpoint])),
        finished: Object.fromEntries(finished.map((item) => [item.trainingId, item.finished])),
      };
      this.written = { runId, ...trainings };
      return { ...record.snapshot, ...trainings };
    });
  }

  /** Forgets a run and all that belongs to it; one that is not there is no error. */
  remove(runId: string): Promise<void> {
    return guarded(async () => {
      if (this.written?.runId === runId) this.written = null;
      const transaction = this.db.transaction(STORES, 'readwrite');
      await Promise.all([
        transaction.objectStore('runs').delete(runId),
        transaction.objectStore('checkpoints').delete(allBelow(runId)),
        transaction.objectStore('finished').delete(allBelow(runId)),
        transaction.objectStore('parts').delete(allBelow(runId)),
        transaction.done,
      ]);
    });
  }
}

function changed<T>(now: Readonly<Record<string, T>>, before: Readonly<Record<string, T>>): [string, T][] {
  return Object.entries(now).filter(([id, item]) => before[id] !== item);
}

function gone(now: Readonly<Record<string, unknown>>, before: Readonly<Record<string, unknown>>): string[] {
  return Object.keys(before).filter((id) => !(id in now));
}
