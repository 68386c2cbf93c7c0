import { BackendTestStore } from './backend-tests.ts';
import { DatasetStore } from './datasets.ts';
import { guarded } from './failures.ts';
import { RunStore } from './runs.ts';
import { openDatabase } from './schema.ts';

/** What this browser keeps for the page. */
export interface Store {
  readonly runs: RunStore;
  readonly datasets: DatasetStore;
  readonly backendTests: BackendTestStore;
  close(): void;
}

/**
 * @param storage tells how much room there is, where it is known
 * @throws StudioError `storage/unavailable` in private windows, when blocked, or when a newer page wrote the database
 */
export async function openStore(storage: StorageManager | null = null): Promise<Store> {
  const db = await guarded(() => openDatabase());
  return {
    runs: new RunStore(db),
    datasets: new DatasetStore(db, storage),
    backendTests: new BackendTestStore(db),
    close: () => db.close(),
  };
}
