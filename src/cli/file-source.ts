import { open, type FileHandle } from 'node:fs/promises';
import type { ByteSource } from '../engine/data/archives/byte-source.ts';

/** A file on the disk, opened for every piece that is read. */
export function fileSource(place: string, size: number): ByteSource {
  return {
    size,
    slice: (from, to) => ({
      async arrayBuffer() {
        const handle = await open(place);
        try {
          return await readPiece(handle, from, to);
        } finally {
          await handle.close();
        }
      },
    }),
  };
}

/** @returns shorter where the file is */
export async function readPiece(handle: FileHandle, from: number, to: number): Promise<ArrayBuffer> {
  const bytes = new Uint8Array(Math.max(0, to - from));
  let read = 0;
  while (read < bytes.length) {
    const { bytesRead } = await handle.read(bytes, read, bytes.length - read, from + read);
    if (bytesRead === 0) break;
    read += bytesRead;
  }
  return bytes.buffer.slice(0, read);
}
