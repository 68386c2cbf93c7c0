import { StudioError } from '../../engine/core/errors.ts';

/** A database takes somewhat more than what is put into it. */
const OVERHEAD = 1.1;
const MEGABYTE = 1e6;

/** Bytes that may still be stored; null where the browser does not tell. */
export async function freeBytes(storage: StorageManager | null): Promise<number | null> {
  const { quota, usage } = (await storage?.estimate().catch(() => null)) ?? {};
  return quota === undefined || usage === undefined ? null : Math.max(0, quota - usage);
}

/** @throws StudioError `storage/no-room`, before anything is written, when so many bytes will not fit */
export async function checkRoom(bytes: number, storage: StorageManager | null): Promise<void> {
  const free = await freeBytes(storage);
  if (free === null || free >= OVERHEAD * bytes) return;
  const megabytes = (value: number): number => Math.ceil(value / MEGABYTE);
  throw new StudioError('storage/no-room', { needed: megabytes(OVERHEAD * bytes), free: megabytes(free) });
}
