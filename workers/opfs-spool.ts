import { StudioError } from '../src/engine/core/errors.ts';
import type { ByteSource, CreateSpool, Spool } from '../src/engine/data/archives/byte-source.ts';
import { checkRoom, createOpfsFile } from './opfs-file.ts';

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

async function makeSpool(): Promise<Spool> {
  const root = await navigator.storage.getDirectory();
  const folder = await root.getDirectoryHandle(FOLDER, { create: true });
  await removeLeftovers(folder);
  const file = await createOpfsFile(folder, crypto.randomUUID());
  let isThere = true;
  return {
    write: async (chunk) => file.append(chunk),
    async finish() {
      file.access.flush();
      return sourceOf(file.access);
    },
    async discard() {
      if (!isThere) return;
      isThere = false;
      await file.remove();
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
