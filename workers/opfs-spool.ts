import { StudioError } from '../src/engine/core/errors.ts';
import type { ByteSource, CreateSpool, Spool } from '../src/engine/data/archives/byte-source.ts';

const FOLDER = 'unpacked';
/** Held while a spool is made: what is not yet open would be taken for a leftover. */
const LOCK = 'stillhouse-unpacked';

/** A file of the origin's own file system, which no other page sees and which goes when it is discarded. */
export const createOpfsSpool: CreateSpool = async (bytes) => {
  try {
    await checkRoom(bytes);
    return await navigator.locks.request(LOCK, makeSpool);
  } catch (thrown) {
    throw StudioError.from(thrown, 'file/no-room');
  }
};

/** Removes what workers that were ended left behind. */
export async function sweepOpfsSpools(): Promise<void> {
  await navigator.locks.request(LOCK, async () => {
    const root = await navigator.storage.getDirectory();
    await removeLeftovers(await root.getDirectoryHandle(FOLDER, { create: true }));
  });
}

async function checkRoom(bytes: number): Promise<void> {
  const { quota, usage = 0 } = await navigator.storage.estimate();
  if (quota !== undefined && quota - usage < bytes)
    throw new StudioError('file/no-room', { bytes, free: Math.max(0, quota - usage) });
}

async function makeSpool(): Promise<Spool> {
  const root = await navigator.storage.getDirectory();
  const folder = await root.getDirectoryHandle(FOLDER, { create: true });
  await removeLeftovers(folder);
  const name = crypto.randomUUID();
  const file = await folder.getFileHandle(name, { create: true });
  const access = await file.createSyncAccessHandle();
  let isOpen = true;
  let size = 0;
  return {
    async write(chunk) {
      try {
        size += access.write(chunk, { at: size });
      } catch (thrown) {
        throw StudioError.from(thrown, 'file/no-room');
      }
    },
    async finish() {
      access.flush();
      return sourceOf(access);
    },
    async discard() {
      if (!isOpen) return;
      isOpen = false;
      access.close();
      await folder.removeEntry(name);
    },
  };
}

function sourceOf(access: FileSystemSyncAccessHandle): ByteSource {
  return {
    size: access.getSize(),
    slice: (from, to) => ({
      async arrayBuffer() {
        const bytes = new Uint8Array(Math.max(0, to - from));
        access.read(bytes, { at: from });
        return bytes.buffer;
      },
    }),
  };
}

/** What a worker that was ended left behind. Those that another tab has open cannot be removed. */
async function removeLeftovers(folder: FileSystemDirectoryHandle): Promise<void> {
  const names: string[] = [];
  for await (const name of folder.keys()) names.push(name);
  await Promise.all(names.map((name) => folder.removeEntry(name).catch(() => undefined)));
}
