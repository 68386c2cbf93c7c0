import { mkdtemp, open, rm, statfs, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StudioError } from '../engine/core/errors.ts';

/** A file in the system's folder for such (`TMPDIR`), gone when it is discarded or the program ends, however it ends. */
export interface TempFile {
  readonly handle: FileHandle;
  /** Bytes that were appended. */
  size(): number;
  /** @throws StudioError `file/no-room` when the disk is full */
  append(bytes: Uint8Array): Promise<void>;
  /** Also twice. */
  discard(): Promise<void>;
}

/**
 * @param bytes that it will hold, as far as can be told
 * @throws StudioError `file/no-room` when there is less room than that, `file/no-temp-folder` where that folder is not there
 *   or nothing can be written to it
 */
export async function openTempFile(bytes: number): Promise<TempFile> {
  const place = tmpdir();
  const { bavail, bsize } = await statfs(place).catch((thrown: unknown) => refused(place, thrown));
  if (bavail * bsize < bytes) throw new StudioError('file/no-room', { bytes, free: bavail * bsize });
  const folder = await mkdtemp(join(place, 'stillhouse-')).catch((thrown: unknown) => refused(place, thrown));
  const handle = await open(join(folder, 'spooled'), 'w+');
  const remove = () => rm(folder, { recursive: true, force: true });
  // Where the system allows it: what has no name any more cannot be left behind.
  await remove().catch(() => undefined);
  let [isOpen, size] = [true, 0];
  return {
    handle,
    size: () => size,
    async append(chunk) {
      try {
        await handle.appendFile(chunk);
        size += chunk.length;
      } catch (thrown) {
        throw StudioError.from(thrown, 'file/no-room');
      }
    },
    async discard() {
      if (!isOpen) return;
      isOpen = false;
      await handle.close();
      await remove();
    },
  };
}

function refused(folder: string, thrown: unknown): never {
  throw new StudioError('file/no-temp-folder', { folder }, String(thrown));
}
