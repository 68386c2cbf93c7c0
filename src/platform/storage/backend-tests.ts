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

  /** What other code of these backends took goes: nothing asks for it any more. */
  saveStepTimes(times: readonly (readonly [stepKey: string, ms: number])[]): Promise<void> {
    return guarded(async () => {
      const { store, done } = this.db.transaction('stepTimes', 'readwrite');
      const codes = new Map(times.map(([stepKey]) => backendAndCode(stepKey)));
      const outdated = (await store.getAllKeys()).filter((stepKey) => {
        const [backend, code] = backendAndCode(stepKey);
        return codes.has(backend) && codes.get(backend) !== code;
      });
      await Promise.all([
        ...outdated.map((stepKey) => store.delete(stepKey)),
        ...times.map(([stepKey, ms]) => store.put({ stepKey, ms })),
        done,
      ]);
    });
  }
}

/** The first and the third part of a key; the second is the adapter. What is its code may differ among backends. */
function backendAndCode(stepKey: string): [backend: string, code: string] {
  const [backend = '', , code = ''] = stepKey.split('|');
  return [backend, code];
}
