import { readBytes, type ByteSource, type Spool } from '../../data/archives/byte-source.ts';
import { BlockWriter } from '../../data/samples/block-writer.ts';

/*
 * Rows of 32-bit floats, all of one length; then a key of 32 hex digits for each; then three 32-bit numbers: the mark, how
 * many rows, how many floats a row. What ends otherwise broke off while it was written.
 */
const MARK = 0x53484631;
const KEY_BYTES = 32;
const TRAILER_BYTES = 12;

export interface RowFile {
  readonly source: ByteSource;
  readonly keys: readonly string[];
}

export function rowFileBytes(rows: number, rowFloats: number): number {
  return rows * (4 * rowFloats + KEY_BYTES) + TRAILER_BYTES;
}

/** Null for what is no whole file of such rows. @throws StudioError `file/unreadable` */
export async function openRowFile(source: ByteSource, rowFloats: number): Promise<RowFile | null> {
  const trailer = await readBytes(source, Math.max(0, source.size - TRAILER_BYTES), TRAILER_BYTES);
  if (trailer.length < TRAILER_BYTES) return null;
  const [mark, rows, floats] = new Uint32Array(trailer.buffer) as unknown as [number, number, number];
  if (mark !== MARK || floats !== rowFloats || source.size !== rowFileBytes(rows, floats)) return null;
  const text = new TextDecoder().decode(await readBytes(source, rows * 4 * rowFloats, rows * KEY_BYTES));
  const keys = Array.from({ length: rows }, (_, row) => text.slice(row * KEY_BYTES, (row + 1) * KEY_BYTES));
  return { source, keys };
}

/** Neighbouring rows into their place. @param out [rows * rowFloats] @throws StudioError `file/unreadable` */
export async function readRows({ source }: RowFile, row: number, rowFloats: number, out: Float32Array): Promise<void> {
  const bytes = await readBytes(source, row * 4 * rowFloats, 4 * out.length);
  out.set(new Float32Array(bytes.buffer));
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
