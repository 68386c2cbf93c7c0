import { corrupt } from '../bytes.ts';
import { readVarint } from './ebml.ts';

/** How several packets share a block (RFC 9559, section 10.3). */
const LACING_MASK = 0x06;
const XIPH = 0x02;
const FIXED = 0x04;

/** A stretch of a block. */
export interface Lace {
  readonly start: number;
  readonly size: number;
}

/**
 * Where the packets of a block lie in its content.
 * @param content behind track number and timestamp: the flags, then the packets
 * @throws StudioError `file/corrupt`
 */
export function lacesOf(content: Uint8Array): Lace[] {
  const lacing = (content[0] ?? 0) & LACING_MASK;
  if (lacing === 0) return [{ start: 1, size: content.length - 1 }];
  const count = (content[1] ?? 0) + 1;
  const { sizes, start } =
    lacing === FIXED
      ? fixedSizes(content, count)
      : lacing === XIPH
        ? xiphSizes(content, count)
        : ebmlSizes(content, count);
  const last = content.length - start - sizes.reduce((sum, size) => sum + size, 0);
  if (last < 0 || sizes.some((size) => size < 0)) throw corrupt('lacing');
  let end = start;
  return [...sizes, last].map((size) => ({ start: (end += size) - size, size }));
}

/** Sizes of all packets but the last, and where the first begins. */
interface LaceSizes {
  readonly sizes: readonly number[];
  readonly start: number;
}

const SIZES_AT = 2;

function fixedSizes(content: Uint8Array, count: number): LaceSizes {
  const size = (content.length - SIZES_AT) / count;
  if (!Number.isInteger(size)) throw corrupt('lacing');
  return { sizes: new Array<number>(count - 1).fill(size), start: SIZES_AT };
}

/** Each size is a sum of bytes of 255 and a smaller one: in blocks, and in the private data of Vorbis. */
export function xiphSizes(content: Uint8Array, count: number, from = SIZES_AT): LaceSizes {
  const sizes: number[] = [];
  let at = from;
  while (sizes.length < count - 1) {
    let size = 0;
    for (; content[at] === 255; at++) size += 255;
    size += content[at++] ?? NaN;
    if (Number.isNaN(size)) throw corrupt('lacing');
    sizes.push(size);
  }
  return { sizes, start: at };
}

/** The first size, then by how much each differs from the one before, biased to be positive. */
function ebmlSizes(content: Uint8Array, count: number): LaceSizes {
  const sizes: number[] = [];
  let at = SIZES_AT;
  let size = 0;
  while (sizes.length < count - 1) {
    const { value, length } = readVarint(content, at);
    size = sizes.length === 0 ? value : size + value - (2 ** (7 * length - 1) - 1);
    sizes.push(size);
    at += length;
  }
  return { sizes, start: at };
}
