import { StudioError } from '../../engine/core/errors.ts';
import type { RunSnapshot } from '../../engine/experiment/snapshot.ts';
import { acquireRunLock, type RunLock } from './run-lock.ts';
import type { RunStore } from './runs.ts';
import type { Store } from './store.ts';

/** Keeps a run on the disk as it goes. Nothing here throws: see `onTrouble` of {@link keepRun}. */
export interface RunKeeper {
  /** Returns at once. When the disk is slower than the run, a newer snapshot takes the place of one still waiting. */
  save(snapshot: RunSnapshot): void;
  /** Resolves when all that was handed over is on the disk, or keeping has ended. */
  settled(): Promise<void>;
  /** The run has ended: it is taken off the disk and will not be offered. */
  forget(): Promise<void>;
}

/**
 * At the first failure keeping ends, what was kept of the run is removed, `onTrouble` is told once, and the run
 * itself goes on. The run's lock is held until it is forgotten or the tab closes.
 * @param store rejects where this browser keeps nothing
 */
export function keepRun(
  store: Promise<Store>,
  runId: string,
  onTrouble: (error: StudioError) => void,
  locks: LockManager = navigator.locks,
): RunKeeper {
  let waiting: RunSnapshot | null = null;
  let ended = false;
  let writing: Promise<void> | null = null;
  let lock: RunLock | null = null;
  let runs: RunStore | null = null;

  async function begin(): Promise<RunStore> {
    const opened = await store;
    lock = await acquireRunLock(runId, locks);
    if (!lock) throw new StudioError('storage/unavailable', {}, 'another tab runs this run');
    return opened.runs;
  }

  async function writeAll(): Promise<void> {
    try {
      runs ??= await begin();
      while (waiting && !ended) {
        const snapshot: RunSnapshot = waiting;
        waiting = null;
        await runs.save(snapshot);
      }
    } catch (thrown) {
      ended = true;
      // An old state is no use to a run that went on without it; that the disk refuses this too changes nothing.
      await runs?.remove(runId).catch(() => undefined);
      lock?.release();
      onTrouble(StudioError.from(thrown, 'storage/unavailable'));
    } finally {
      // In the same turn as the last look at what waits, so that nothing slips in between.
      writing = null;
    }
  }

  return {
    save(snapshot) {
      if (ended) return;
      waiting = snapshot;
      writing ??= writeAll();
    },
    async settled() {
      await writing;
    },
    async forget() {
      ended = true;
      await writing;
      await runs?.remove(runId).catch(() => undefined);
      lock?.release();
    },
  };
}
