import { joinBytes } from '../../../core/join-arrays.ts';
import { latin } from './bytes.ts';

export interface TarEntry {
  /** Bytes, or a text whose letters are bytes. */
  readonly name: string | Uint8Array;
  readonly content?: Uint8Array | string;
  /** `0` is a file. */
  readonly type?: string;
  /** What the header says, where it lies. */
  readonly size?: number;
}

/** A tar as POSIX has it (ustar), and whatever else is asked of it. */
export function writeTar(entries: readonly TarEntry[], { end = true } = {}): Uint8Array<ArrayBuffer> {
  const blocks = entries.flatMap((entry) => {
    const content = bytesOf(entry.content ?? '');
    return [tarHeader(entry, content.length), content, new Uint8Array(-content.length & 511)];
  });
  return joinBytes([...blocks, new Uint8Array(end ? 1024 : 0)]);
}

function tarHeader({ name, type = '0', size }: TarEntry, length: number): Uint8Array {
  const header = new Uint8Array(512);
  const put = (at: number, value: string | Uint8Array) => header.set(bytesOf(value), at);
  put(0, bytesOf(name).subarray(0, 100));
  put(100, '0000644\0');
  put(124, `${(size ?? length).toString(8).padStart(11, '0')}\0`);
  put(136, '00000000000\0');
  put(148, '        ');
  put(156, type);
  put(257, 'ustar\x0000');
  let sum = 0;
  for (const byte of header) sum += byte;
  put(148, `${sum.toString(8).padStart(6, '0')}\0 `);
  return header;
}

function bytesOf(value: string | Uint8Array): Uint8Array {
  return typeof value === 'string' ? latin(value) : value;
}
