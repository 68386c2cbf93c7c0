import { RUN_LOCK_PREFIX } from '../../protocol/run-lock-name.ts';

/**
 * While a tab runs an experiment it holds a lock named after the run. Another tab sees by it that the run is alive:
 * it neither offers it as interrupted nor clears it away. The browser frees the lock when the tab closes or crashes.
 */
export interface RunLock {
  release(): void;
}

/** Null when another tab has it. */
export function acquireRunLock(runId: string, locks: LockManager = navigator.locks): Promise<RunLock | null> {
  return new Promise((resolve, reject) => {
    locks
      .request(RUN_LOCK_PREFIX + runId, { ifAvailable: true }, (lock) => {
        if (!lock) {
          resolve(null);
          return;
        }
        return new Promise<void>((release) => resolve({ release }));
      })
      .catch(reject);
  });
}

/** Ids of the runs that some tab of this browser runs. */
export async function runsUnderWay(locks: LockManager = navigator.locks): Promise<ReadonlySet<string>> {
  const { held = [] } = await locks.query();
  const names = held.map((lock) => lock.name ?? '');
  return new Set(
    names.filter((name) => name.startsWith(RUN_LOCK_PREFIX)).map((name) => name.slice(RUN_LOCK_PREFIX.length)),
  );
}
