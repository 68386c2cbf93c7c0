import { StudioError } from '../src/engine/core/errors.ts';

/** A file of the origin's own file system, which no other page sees, open for this thread alone. */
export interface OpfsFile {
  readonly access: FileSystemSyncAccessHandle;
  /** @throws StudioError `file/no-room` when the disk is full */
  append(bytes: Uint8Array): void;
  /** What is written, for any thread; it is closed here. */
  close(): Promise<File>;
  /** Closed or not. */
  remove(): Promise<void>;
}

/** @throws StudioError `file/no-room` */
export async function createOpfsFile(folder: FileSystemDirectoryHandle, name: string): Promise<OpfsFile> {
  const { handle, access } = await openNew(folder, name);
  let size = 0;
  return {
    access,
    append(bytes) {
      let written: number;
      try {
        written = access.write(bytes, { at: size });
      } catch (thrown) {
        throw StudioError.from(thrown, 'file/no-room');
      }
      // A private window of Chromium says, on a full disk, that four billion bytes were written.
      if (written !== bytes.length) throw new StudioError('file/no-room', { bytes: bytes.length, free: 0 });
      size += written;
    },
    async close() {
      access.flush();
      access.close();
      return handle.getFile();
    },
    async remove() {
      access.close();
      await folder.removeEntry(name).catch(() => undefined);
    },
  };
}

async function openNew(folder: FileSystemDirectoryHandle, name: string) {
  try {
    const handle = await folder.getFileHandle(name, { create: true });
    return { handle, access: await handle.createSyncAccessHandle() };
  } catch (thrown) {
    throw noRoomOr(thrown);
  }
}

/** Not even for the entry in the folder. */
export function noRoomOr(thrown: unknown): StudioError {
  const isFull = thrown instanceof DOMException && thrown.name === 'QuotaExceededError';
  return isFull ? new StudioError('file/no-room', { free: 0 }, thrown.message) : StudioError.from(thrown);
}

/** @throws StudioError `file/no-room` when the browser gives less than that */
export async function checkRoom(bytes: number): Promise<void> {
  const { quota, usage = 0 } = await navigator.storage.estimate();
  if (quota !== undefined && quota - usage < bytes)
    throw new StudioError('file/no-room', { bytes, free: Math.max(0, quota - usage) });
}
