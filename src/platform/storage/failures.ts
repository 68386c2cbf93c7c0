import { StudioError } from '../../engine/core/errors.ts';

/** What the browser threw, as `storage/full` or `storage/unavailable` (private mode, blocked, damaged, closed). */
export function storageError(thrown: unknown): StudioError {
  if (thrown instanceof StudioError) return thrown;
  const name = thrown instanceof Error || thrown instanceof DOMException ? thrown.name : '';
  const detail = thrown instanceof Error ? `${name}: ${thrown.message}` : String(thrown);
  return new StudioError(name === 'QuotaExceededError' ? 'storage/full' : 'storage/unavailable', { detail }, detail);
}

/** Runs a storage operation; whatever it throws comes out as a {@link StudioError}. */
export async function guarded<T>(operation: () => Promise<T>): Promise<T> {
  try {
    return await operation();
  } catch (thrown) {
    throw storageError(thrown);
  }
}
