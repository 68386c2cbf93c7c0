import { StudioError } from '../../core/errors.ts';
import type { Spool } from '../../data/archives/byte-source.ts';
import { BlockWriter } from '../../data/samples/block-writer.ts';
import type { FeatureFile } from './feature-files.ts';

/*
 * Rows of 32-bit floats; then a key of 32 hex digits for each; then how many floats each has; then two 32-bit numbers: the
 * mark, how many rows. What ends otherwise broke off while it was written.
 */
const MARK = 0x53484632;
const FLOAT_BYTES = Float32Array.BYTES_PER_ELEMENT;
const KEY_BYTES = 32;
const LENGTH_BYTES = Uint32Array.BYTES_PER_ELEMENT;
const TRAILER_BYTES = 8;

export interface RowFile {
  readonly file: FeatureFile;
  readonly keys: readonly string[];
  /** The first float of each row, and the end of the last. */
  readonly starts: Float64Array;
}

/** @param lengths floats of each row */
export function rowFileBytes(lengths: readonly number[]): number {
  const floats = lengths.reduce((sum, length) => sum + length, 0);
  return floats * FLOAT_BYTES + lengths.length * (KEY_BYTES + LENGTH_BYTES) + TRAILER_BYTES;
}

/** Null for what is no whole file of rows. @throws StudioError `file/unreadable` */
export async function openRowFile(file: FeatureFile): Promise<RowFile | null> {
  if (file.bytes < TRAILER_BYTES) return null;
  const trailer = new Uint32Array(TRAILER_BYTES / 4);
  await readInto(file, file.bytes - TRAILER_BYTES, new Uint8Array(trailer.buffer));
  const [mark, rows] = trailer as unknown as [number, number];
  const ofRows = file.bytes - TRAILER_BYTES - rows * (KEY_BYTES + LENGTH_BYTES);
  if (mark !== MARK || ofRows < 0) return null;
  const lengths = new Uint32Array(rows);
  await readInto(file, file.bytes - TRAILER_BYTES - rows * LENGTH_BYTES, new Uint8Array(lengths.buffer));
  const starts = new Float64Array(rows + 1);
  lengths.forEach((length, row) => (starts[row + 1] = starts[row]! + length));
  if (starts[rows]! * FLOAT_BYTES !== ofRows) return null;
  const bytes = new Uint8Array(rows * KEY_BYTES);
  await readInto(file, ofRows, bytes);
  const text = new TextDecoder().decode(bytes);
  const keys = Array.from({ length: rows }, (_, row) => text.slice(row * KEY_BYTES, (row + 1) * KEY_BYTES));
  return { file, keys, starts };
}

/** Neighbouring rows into their place. @param out as long as they are @throws StudioError `file/unreadable` */
export function readRows({ file, starts }: RowFile, row: number, out: Float32Array): Promise<void> {
  return readInto(file, starts[row]! * FLOAT_BYTES, new Uint8Array(out.buffer, out.byteOffset, out.byteLength));
}

async function readInto(file: FeatureFile, at: number, out: Uint8Array): Promise<void> {
  let count: number;
  try {
    count = await file.read(at, out);
  } catch (thrown) {
    throw StudioError.from(thrown, 'file/unreadable');
  }
  if (count < out.length) throw new StudioError('file/unreadable');
}

/** Writes rows as they come. */
export class RowWriter {
  private readonly keys: string[] = [];
  private readonly writer: BlockWriter;
  private readonly lengths: number[] = [];

  constructor(private readonly spool: Spool) {
    this.writer = new BlockWriter((bytes) => spool.write(bytes));
  }

  /** @throws StudioError `file/no-room` */
  async add(key: string, row: Float32Array): Promise<void> {
    this.keys.push(key);
    this.lengths.push(row.length);
    await this.writer.add(new Uint8Array(row.buffer, row.byteOffset, row.byteLength));
  }

  /** @throws StudioError `file/no-room` */
  async finish(): Promise<void> {
    await this.writer.add(new TextEncoder().encode(this.keys.join('')));
    await this.writer.add(new Uint8Array(Uint32Array.from(this.lengths).buffer));
    await this.writer.add(new Uint8Array(Uint32Array.of(MARK, this.keys.length).buffer));
    await this.writer.flush();
    await this.spool.finish();
  }

  discard(): Promise<void> {
    return this.spool.discard();
  }
}
