import type { CreateSpool } from '../engine/data/archives/byte-source.ts';
import { readPiece } from './file-source.ts';
import { openTempFile } from './temp-file.ts';

/** What an archive holds, unpacked into a temporary file. */
export const createTempSpool: CreateSpool = async (bytes) => {
  const { handle, size, append, discard } = await openTempFile(bytes);
  return {
    write: append,
    async finish() {
      const whole = size();
      return {
        size: whole,
        slice: (from, to) => ({ arrayBuffer: () => readPiece(handle, from, Math.min(to, whole)) }),
      };
    },
    discard,
  };
};
