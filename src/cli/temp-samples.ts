import { readSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { StudioError } from '../engine/core/errors.ts';
import type { ReadNow, SampleFiles, StoredSamples } from '../engine/data/samples/stored-samples.ts';
import { openTempFile } from './temp-file.ts';

/** A handle that nobody refers to is closed; these are read by other threads, which know their numbers alone. */
const held = new Set<FileHandle>();

/** Samples in temporary files. They have no name: the threads of this process open them by their number. */
export const tempSamples = {
  async create(bytes) {
    const { handle, size, append, discard } = await openTempFile(bytes);
    held.add(handle);
    return {
      write: append,
      async finish() {
        return { name: `temporary file ${handle.fd}`, bytes: size(), file: handle.fd };
      },
      async discard() {
        held.delete(handle);
        await discard();
      },
    };
  },
  open: readerOf,
} satisfies SampleFiles;

function readerOf({ file, name, bytes: size }: StoredSamples): ReadNow {
  if (typeof file !== 'number') throw new StudioError('file/unreadable', { file: name });
  return (from, to) => {
    const bytes = new Uint8Array(Math.max(0, Math.min(to, size) - from));
    try {
      for (let done = 0; done < bytes.length;) {
        const count = readSync(file, bytes, done, bytes.length - done, from + done);
        if (count === 0) return bytes.slice(0, done);
        done += count;
      }
    } catch (thrown) {
      throw new StudioError('file/unreadable', { file: name }, String(thrown));
    }
    return bytes;
  };
}
