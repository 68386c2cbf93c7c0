import type { CreateSpool } from '../engine/data/archives/byte-source.ts';
import { readPiece } from './file-source.ts';
import { openTempFile } from './temp-file.ts';

/** What an archive holds, unpacked into a temporary file. */
export const createTempSpool: CreateSpool = async (bytes) => {
  const { handle, append, discard } = await openTempFile(bytes);
  let size = 0;
  return {
    async write(chunk) {
      await append(chunk);
      size += chunk.length;
    },
    async finish() {
      return { size, slice: (from, to) => ({ arrayBuffer: () => readPiece(handle, from, Math.min(to, size)) }) };
    },
    discard,
  };
};
