import { StudioError } from '../../core/errors.ts';
import type { Spool } from '../../data/archives/byte-source.ts';
import { BlockWriter } from '../../data/samples/block-writer.ts';
import type { FeatureFile } from './feature-files.ts';

/*
 * Rows of 32-bit floats, all of one length; then a key of 32 hex digits for each; then three 32-bit numbers: the mark, how
 * many rows, how many floats a row. What ends otherwise broke off while it was written.
 */
const MARK = 0x53484631;
const KEY_BYTES = 32;
const TRAILER_BYTES = 12;

export interface RowFile {
  readonly file: FeatureFile;
  readonly keys: readonly string[];
}

export function rowFileBytes(rows: number, rowFloats: number): number {
  return rows * (4 * rowFloats + KEY_BYTES) + TRAILER_BYTES;
}

/** Null for what is no whole file of such rows. @throws StudioError `file/unreadable` */
export async function openRowFile(file: FeatureFile, rowFloats: number): Promise<RowFile | null> {
  if (file.bytes < TRAILER_BYTES) return null;
  const trailer = new Uint32Array(TRAILER_BYTES / 4);
  await readInto(file, file.bytes - TRAILER_BYTES, new Uint8Array(trailer.buffer));
  const [mark, rows, floats] = trailer as unknown as [number, number, number];
  if (mark !== MARK || floats !== rowFloats || file.bytes !== rowFileBytes(rows, floats)) return null;
  const bytes = new Uint8Array(rows * KEY_BYTES);
  await readInto(file, rows * 4 * rowFloats, bytes);
  const text = new TextDecoder().decode(bytes);
  const keys = Array.from({ length: rows }, (_, row) => text.slice(row * KEY_BYTES, (row + 1) * KEY_BYTES));
  return { file, keys };
}

/** Neighbouring rows into their place. @param out [rows * rowFloats] @throws StudioError `file/unreadable` */
export function readRows({ file }: RowFile, row: number, rowFloats: number, out: Float32Array): Promise<void> {
  return readInto(file, row * 4 * rowFloats, new Uint8Array(out.buffer, out.byteOffset, out.byteLength));
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
  private rowFloats = 0;

  constructor(private readonly spool: Spool) {
    this.writer = new BlockWriter((bytes) => spool.write(bytes));
  }

  /** @throws StudioError `file/no-room` */
  async add(key: string, row: Float32Array): Promise<void> {
    this.keys.push(key);
    this.rowFloats = row.length;
    await this.writer.add(new Uint8Array(row.buffer, row.byteOffset, row.byteLength));
  }

  /** @throws StudioError `file/no-room` */
  async finish(): Promise<void> {
    await this.writer.add(new TextEncoder().encode(this.keys.join('')));
    await this.writer.add(new Uint8Array(Uint32Array.of(MARK, this.keys.length, this.rowFloats).buffer));
    await this.writer.flush();
    await this.spool.finish();
  }

  discard(): Promise<void> {
    return this.spool.discard();
  }
}
