import { mkdtemp, open, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StudioError } from '../engine/core/errors.ts';
import type { CreateSpool } from '../engine/data/archives/byte-source.ts';
import { readPiece } from './file-source.ts';

/** A file in the system's folder for such (`TMPDIR`), gone when it is discarded or the program ends. */
export const createTempSpool: CreateSpool = async (bytes) => {
  const { bavail, bsize } = await statfs(tmpdir());
  if (bavail * bsize < bytes) throw new StudioError('file/no-room', { bytes, free: bavail * bsize });
  const folder = await mkdtemp(join(tmpdir(), 'stillhouse-'));
  const handle = await open(join(folder, 'unpacked'), 'w+');
  const remove = () => rm(folder, { recursive: true, force: true });
  // Where the system allows it: what has no name any more cannot be left behind.
  await remove().catch(() => undefined);
  let [size, isOpen] = [0, true];
  return {
    async write(chunk) {
      try {
        await handle.appendFile(chunk);
      } catch (thrown) {
        throw StudioError.from(thrown, 'file/no-room');
      }
      size += chunk.length;
    },
    async finish() {
      return { size, slice: (from, to) => ({ arrayBuffer: () => readPiece(handle, from, Math.min(to, size)) }) };
    },
    async discard() {
      if (!isOpen) return;
      isOpen = false;
      await handle.close();
      await remove();
    },
  };
};
