import { StudioError } from '../../../core/errors.ts';

/** Headers and contents begin at multiples of this. */
export const BLOCK_BYTES = 512;

/** What a header says of its entry; POSIX.1-1988 (ustar), GNU tar and the older form without a mark. */
export interface TarHeader {
  /** Raw bytes, with the prefix of ustar. */
  readonly name: Uint8Array;
  readonly size: number;
  /** One letter, `0` for a file. */
  readonly type: string;
}

const CHECKSUM_AT = 148;
const [NAME, SIZE, TYPE, MAGIC, PREFIX] = [
  [0, 100],
  [124, 136],
  [156, 157],
  [257, 263],
  [345, 500],
] as const;

/** True when the block's checksum is right: then it is a header. */
export function isTarHeader(block: Uint8Array): boolean {
  if (block.length < BLOCK_BYTES) return false;
  const stated = numberIn(block.subarray(CHECKSUM_AT, CHECKSUM_AT + 8));
  if (stated === null) return false;
  let [unsigned, signed] = [0, 0];
  for (let i = 0; i < BLOCK_BYTES; i++) {
    const byte = i >= CHECKSUM_AT && i < CHECKSUM_AT + 8 ? 0x20 : block[i]!;
    unsigned += byte;
    // Some old programs took bytes for signed numbers.
    signed += byte > 127 ? byte - 256 : byte;
  }
  return stated === unsigned || stated === signed;
}

/** @throws StudioError `file/broken-archive` */
export function readTarHeader(block: Uint8Array): TarHeader {
  const field = ([from, to]: readonly [number, number]) => block.subarray(from, to);
  const size = numberIn(field(SIZE));
  if (!isTarHeader(block) || size === null) throw new StudioError('file/broken-archive');
  const name = untilZero(field(NAME));
  const prefix = untilZero(field(PREFIX));
  // GNU tar marks its own form by a blank, and has other things where ustar has the prefix.
  const isUstar = String.fromCharCode(...field(MAGIC)) === 'ustar\0';
  return {
    name: isUstar && prefix.length > 0 ? Uint8Array.of(...prefix, 0x2f, ...name) : name.slice(),
    size,
    type: String.fromCharCode(block[TYPE[0]] || 0x30),
  };
}

export function untilZero(field: Uint8Array): Uint8Array {
  const end = field.indexOf(0);
  return end < 0 ? field : field.subarray(0, end);
}

/** Octal digits, or with the first bit set a number of base 256 (GNU, for sizes from 8 GiB on). Null: neither. */
function numberIn(field: Uint8Array): number | null {
  if ((field[0]! & 0x80) !== 0) {
    let value = field[0]! & 0x7f;
    for (const byte of field.subarray(1)) value = 256 * value + byte;
    return Number.isSafeInteger(value) ? value : null;
  }
  const digits = String.fromCharCode(...untilZero(field)).trim();
  return /^[0-7]*$/.test(digits) ? parseInt(digits || '0', 8) : null;
}
