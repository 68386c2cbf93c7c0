import { BackendTestStore } from './backend-tests.ts';
import { DatasetStore, type FileShelves } from './datasets.ts';
import { FeatureShelf } from './feature-shelf.ts';
import { guarded } from './failures.ts';
import { SampleFileShelf } from './sample-files.ts';
import { RunStore } from './runs.ts';
import { openDatabase } from './schema.ts';
import { TakeStore } from './takes.ts';

/** What this browser keeps for the page. */
export interface Store {
  readonly runs: RunStore;
  readonly datasets: DatasetStore;
  readonly takes: TakeStore;
  readonly backendTests: BackendTestStore;
  close(): void;
}

/**
 * @param storage tells how much room there is, and has the files of samples, where the browser has it
 * @param locks by which tabs tell what they need of these files
 * @throws StudioError `storage/unavailable` in private windows, when blocked, or when a newer page wrote the database
 */
export async function openStore(storage: StorageManager | null = null, locks?: LockManager): Promise<Store> {
  const db = await guarded(() => openDatabase());
  return {
    runs: new RunStore(db),
    datasets: new DatasetStore(db, storage, locks ? shelvesIn(storage, locks) : null),
    takes: new TakeStore(db, storage),
    backendTests: new BackendTestStore(db),
    close: () => db.close(),
  };
}

function shelvesIn(storage: StorageManager | null, locks: LockManager): FileShelves {
  return { samples: new SampleFileShelf(storage, locks), features: new FeatureShelf(storage, locks) };
}
