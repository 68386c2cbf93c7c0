import { textOf, viewOf } from '../bytes.ts';

/** A named stretch of a RIFF or an IFF file. */
export interface Chunk {
  readonly mark: string;
  /** Where its content begins. */
  readonly start: number;
  /** As declared: it may reach beyond the end of the file. */
  readonly size: number;
}

const CHUNK_HEADER = 8;

/** The chunks from a place on, each padded to an even length, until there is no room for another header. */
export function* chunksOf(bytes: Uint8Array, from: number, littleEndian: boolean): Generator<Chunk, void> {
  const view = viewOf(bytes);
  for (let at = from; at + CHUNK_HEADER <= bytes.length;) {
    const start = at + CHUNK_HEADER;
    const size = view.getUint32(at + 4, littleEndian);
    yield { mark: textOf(bytes.subarray(at, at + 4)), start, size };
    at = start + size + (size % 2);
  }
}
