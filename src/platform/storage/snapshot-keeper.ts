import { StudioError } from '../../engine/core/errors.ts';
import { nextTurn } from '../../engine/core/turn.ts';
import type { RunSnapshot } from '../../engine/experiment/snapshot.ts';
import type { Store } from './store.ts';

/** Nobody waits longer than this for a disk. */
const LONGEST_WAIT_MS = 2_000;

/**
 * Keeps the newest snapshot of a run. Saves never overlap: what came while one was under way is saved after it, the
 * newest alone. A disk that is full or refused is told once; the run does not suffer from it.
 */
export class SnapshotKeeper {
  private next: RunSnapshot | null = null;
  private saving: Promise<void> | null = null;
  private over = false;
  private forgotten: Promise<void> | null = null;

  constructor(
    private readonly store: Promise<Store>,
    private readonly runId: string,
    private readonly onRefused: (error: StudioError) => void,
  ) {}

  /** Settles when the snapshot, or a newer one, is saved or refused; on a very slow disk earlier. */
  keep(snapshot: RunSnapshot): Promise<void> {
    if (this.over) return Promise.resolve();
    this.next = snapshot;
    this.saving ??= this.saveAll();
    return patiently(this.saving);
  }

  /** The run needs no keeping any more. Settles when nothing of it is kept; on a very slow disk earlier. */
  forget(): Promise<void> {
    this.over = true;
    this.next = null;
    this.forgotten ??= this.remove();
    return patiently(this.forgotten);
  }

  private async remove(): Promise<void> {
    await this.saving;
    await this.store.then(({ runs }) => runs.remove(this.runId)).catch(() => undefined);
  }

  private async saveAll(): Promise<void> {
    try {
      while (this.next) {
        const { runs } = await this.store;
        // Not in the task that brought it.
        await nextTurn();
        const snapshot = this.next;
        this.next = null;
        if (snapshot) await runs.save(snapshot);
      }
    } catch (thrown) {
      this.over = true;
      this.onRefused(StudioError.from(thrown, 'storage/unavailable'));
    } finally {
      this.saving = null;
    }
  }
}

function patiently(disk: Promise<void>): Promise<void> {
  return Promise.race([disk, new Promise<void>((resolve) => setTimeout(resolve, LONGEST_WAIT_MS))]);
}
