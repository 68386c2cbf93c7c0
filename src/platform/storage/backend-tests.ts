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

  /** What other code of this backend has passed goes: nothing asks for it any more. */
  save(cacheKey: string, passed: boolean): Promise<void> {
    return guarded(async () => {
      const { store, done } = this.db.transaction('backendTests', 'readwrite');
      const outdated = ofOtherCode(await store.getAllKeys(), [cacheKey]);
      await Promise.all([...outdated.map((key) => store.delete(key)), store.put({ cacheKey, passed }), done]);
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
      const written = times.map(([stepKey]) => stepKey);
      const outdated = ofOtherCode(await store.getAllKeys(), written);
      await Promise.all([
        ...outdated.map((stepKey) => store.delete(stepKey)),
        ...times.map(([stepKey, ms]) => store.put({ stepKey, ms })),
        done,
      ]);
    });
  }
}

/** The keys of backends that are written, but of other code than is written now. */
function ofOtherCode(keys: readonly string[], written: readonly string[]): string[] {
  const codes = new Map(written.map(backendAndCode));
  return keys.filter((key) => {
    const [backend, code] = backendAndCode(key);
    return codes.has(backend) && codes.get(backend) !== code;
  });
}

/** The first and the third part of a key; the second is the adapter. What is its code may differ among backends. */
function backendAndCode(key: string): [backend: string, code: string] {
  const [backend = '', , code = ''] = key.split('|');
  return [backend, code];
}
