import { guarded } from './failures.ts';
import type { Database } from './schema.ts';

/** Which backends passed their self-test on which adapter and browser, so that it runs once. */
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
}
