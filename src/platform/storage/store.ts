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

/** @throws StudioError `storage/unavailable` in private windows, when blocked, or when a newer page wrote the database */
export async function openStore(): Promise<Store> {
  const db = await guarded(() => openDatabase());
  return {
    runs: new RunStore(db),
    datasets: new DatasetStore(db),
    backendTests: new BackendTestStore(db),
    close: () => db.close(),
  };
}
