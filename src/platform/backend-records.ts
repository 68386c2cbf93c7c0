import type { BackendReport, BackendRequest, StepProbe } from '../engine/train/trainer.ts';
import type { Store } from './storage/store.ts';

/**
 * What was found out about the backends here: which passed their self-test, and how long a step of a net takes on each.
 * Kept by this browser; where it keeps nothing, for this visit.
 */
export class BackendRecords {
  private readonly known: Record<string, boolean> = {};
  private readonly stepMs: Record<string, number | null> = {};
  private readonly loaded: Promise<void>;

  /**
   * @param name of a backend from the address bar, or `auto`
   * @param store rejects where this browser keeps nothing
   */
  constructor(
    private readonly name: string,
    private readonly store: Promise<Store>,
  ) {
    this.loaded = store
      .then(async ({ backendTests }) => {
        const [known, stepMs] = await Promise.all([backendTests.all(), backendTests.stepTimes()]);
        Object.assign(this.known, { ...known, ...this.known });
        Object.assign(this.stepMs, { ...stepMs, ...this.stepMs });
      })
      .catch(() => undefined);
  }

  /** How the next trainer should choose its backend. */
  async request(): Promise<BackendRequest> {
    await this.loaded;
    return { name: this.name, known: { ...this.known }, stepMs: { ...this.stepMs } };
  }

  /** A training goes on with a backend: it has passed its self-test. */
  passed({ cacheKey }: BackendReport): void {
    if (this.known[cacheKey] === true) return;
    this.known[cacheKey] = true;
    void this.store.then(({ backendTests }) => backendTests.save(cacheKey, true)).catch(() => undefined);
  }

  /** A step that failed is remembered for this visit alone: a device may come back. */
  measured(found: StepProbe['measured']): void {
    Object.assign(this.stepMs, found);
    const times = Object.entries(found).filter((entry): entry is [string, number] => entry[1] !== null);
    if (times.length === 0) return;
    void this.store.then(({ backendTests }) => backendTests.saveStepTimes(times)).catch(() => undefined);
  }
}
