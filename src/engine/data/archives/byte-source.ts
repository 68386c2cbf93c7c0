import { StudioError } from '../../core/errors.ts';

/** Bytes read where they are wanted, never whole: a Blob is one, so is a file behind a handle. */
export interface ByteSource {
  readonly size: number;
  /** @param to exclusive; past the end it is the end */
  slice(from: number, to: number): { arrayBuffer(): Promise<ArrayBuffer> };
}

/** Room for bytes that are made once and then read where they are wanted: a file of its own on the disk. */
export interface Spool {
  /** Appends. @throws StudioError `file/no-room` when the disk is full */
  write(bytes: Uint8Array): Promise<void>;
  /** What was written, until {@link discard}. */
  finish(): Promise<ByteSource>;
  /** Gives the room back; also halfway, and twice. */
  discard(): Promise<void>;
}

/**
 * Makes a {@link Spool}.
 * @param bytes that it will hold, as far as can be told
 * @throws StudioError `file/no-room` when there is less room than that, or none is given
 */
export type CreateSpool = (bytes: number) => Promise<Spool>;

/**
 * @returns fewer bytes than asked for only at the end of the source
 * @throws StudioError `file/unreadable`
 */
export async function readBytes(source: ByteSource, from: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
  const to = Math.min(source.size, from + length);
  if (from >= to) return new Uint8Array(0);
  try {
    return new Uint8Array(await source.slice(from, to).arrayBuffer());
  } catch (thrown) {
    throw StudioError.from(thrown, 'file/unreadable');
  }
}

const WINDOW_BYTES = 2 ** 18;

/** Reads small pieces near each other, in rising order, by few reads of the source. */
export class WindowedReader {
  private start = 0;
  private window: Uint8Array<ArrayBuffer> = new Uint8Array(0);

  constructor(readonly source: ByteSource) {}

  /** Valid until the next call. */
  async read(from: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
    const end = Math.min(this.source.size, from + length);
    if (from < this.start || end > this.start + this.window.length) {
      this.window = await readBytes(this.source, from, Math.max(WINDOW_BYTES, length));
      this.start = from;
    }
    return this.window.subarray(from - this.start, Math.max(from, end) - this.start);
  }
}
