import { crc32, deflateRawSync } from 'node:zlib';
import { joinBytes } from '../../../core/join-arrays.ts';
import { latin } from './bytes.ts';

export interface ZipEntry {
  /** Bytes, or a text whose letters are bytes. */
  readonly name: string | Uint8Array;
  readonly content?: Uint8Array;
  readonly deflate?: boolean;
  /** What the headers say, where they lie. */
  readonly crc?: number;
  readonly size?: number;
  readonly method?: number;
  readonly flags?: number;
  /** Unix mode: `0o120777` is a link. */
  readonly mode?: number;
  /** Position of the entry whose bytes it shares. */
  readonly sameAs?: number;
}

/** A zip as PKWARE has it, and whatever else is asked of it. */
export function writeZip(entries: readonly ZipEntry[]): Uint8Array<ArrayBuffer> {
  const locals: Uint8Array[] = [];
  const centrals: Uint8Array[] = [];
  const offsets: number[] = [];
  let at = 0;
  for (const entry of entries) {
    const content = entry.content ?? new Uint8Array(0);
    const packed = entry.deflate ? new Uint8Array(deflateRawSync(content)) : content;
    const name = typeof entry.name === 'string' ? latin(entry.name) : entry.name;
    const shared = entry.sameAs === undefined ? undefined : offsets[entry.sameAs];
    const common: Field[] = [
      [entry.flags ?? 0, 2],
      [entry.method ?? (entry.deflate ? 8 : 0), 2],
      [0, 4],
      [entry.crc ?? crc32(content), 4],
      [packed.length, 4],
      [entry.size ?? content.length, 4],
      [name.length, 2],
      [0, 2],
    ];
    offsets.push(shared ?? at);
    const central: Field[] = [[0x02014b50, 4], [0x0314, 2], [20, 2], ...common, [0, 2], [0, 2], [0, 2]];
    const mode = (entry.mode ?? 0o100644) * 0x10000;
    centrals.push(fields([...central, [mode, 4], [offsets.at(-1)!, 4]]), name);
    if (shared !== undefined) continue;
    const local = joinBytes([fields([[0x04034b50, 4], [20, 2], ...common]), name, packed]);
    locals.push(local);
    at += local.length;
  }
  const directory = joinBytes(centrals);
  const count = Math.min(0xffff, entries.length);
  const zip64 = entries.length > 0xffff ? zip64End(entries.length, directory.length, at) : new Uint8Array(0);
  const end = fields([
    [0x06054b50, 4],
    [0, 4],
    [count, 2],
    [count, 2],
    [directory.length, 4],
    [at, 4],
    [0, 2],
  ]);
  return joinBytes([...locals, directory, zip64, end]);
}

type Field = readonly [value: number, bytes: number];

/** Little-endian. */
function fields(list: readonly Field[]): Uint8Array {
  const bytes = new Uint8Array(list.reduce((sum, [, length]) => sum + length, 0));
  let at = 0;
  for (const [value, length] of list)
    for (let i = 0, rest = value; i < length; i++, rest = Math.floor(rest / 256)) bytes[at++] = rest;
  return bytes;
}

function zip64End(count: number, length: number, offset: number): Uint8Array {
  const counts: Field[] = [
    [0, 4],
    [0, 4],
    [count, 8],
    [count, 8],
    [length, 8],
    [offset, 8],
  ];
  const end = fields([[0x06064b50, 4], [44, 8], [45, 2], [45, 2], ...counts]);
  return joinBytes([
    end,
    fields([
      [0x07064b50, 4],
      [0, 4],
      [offset + length, 8],
      [1, 4],
    ]),
  ]);
}
