import { guarded } from './failures.ts';
import type { Database } from './schema.ts';

/** Which backends passed their self-test, and how fast they are, so that both are found out once. */
export class BackendTestStore {
  constructor(private readonly db: Database) {}

  /** By `BackendReport.cacheKey`. */
  all(): Promise<Record<string, boolean>> {
    return guarded(async () => {
      const records = await this.db.getAll('backendTests');
      return Object.fromEntries(records.map(({ cacheKey, passed }) => [cacheKey, passed]));
    });
  }

  save(cacheKey: string, passed: boolean): Promise<void> {
    return guarded(async () => {
      await this.db.put('backendTests', { cacheKey, passed });
    });
  }

  /** Milliseconds of a step by what names backend, net and batch. */
  stepTimes(): Promise<Record<string, number>> {
    return guarded(async () => {
      const records = await this.db.getAll('stepTimes');
      return Object.fromEntries(records.map(({ stepKey, ms }) => [stepKey, ms]));
    });
  }

  saveStepTimes(times: readonly (readonly [stepKey: string, ms: number])[]): Promise<void> {
    return guarded(async () => {
      const { store, done } = this.db.transaction('stepTimes', 'readwrite');
      await Promise.all([...times.map(([stepKey, ms]) => store.put({ stepKey, ms })), done]);
    });
  }
}
