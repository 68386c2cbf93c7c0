import { corrupt, truncated } from '../bytes.ts';

/** An element of EBML (RFC 8794). */
export interface EbmlElement {
  /** With its length marker, as specifications write it. */
  readonly id: number;
  /** Where its content begins. */
  readonly start: number;
  /** Where it ends; null for those of unknown size, which end where an element begins that cannot be in them. */
  readonly end: number | null;
}

/** A number that tells its own length. */
interface Varint {
  /** Without the marker; -1 when all bits are set, which stands for "unknown". */
  readonly value: number;
  readonly length: number;
}

/**
 * The elements that follow one another.
 * @param containers ids of elements that are stepped into instead of over: their children follow them
 * @throws StudioError `file/corrupt`, `file/truncated`
 */
export function* elementsIn(
  bytes: Uint8Array,
  from: number,
  end: number,
  containers: ReadonlySet<number> = new Set(),
): Generator<EbmlElement, void> {
  for (let at = from; at < end;) {
    const idLength = readVarint(bytes, at).length;
    if (idLength > 4) throw corrupt('EBML id');
    const id = unsignedAt(bytes, at, at + idLength);
    const size = readVarint(bytes, at + idLength);
    const start = at + idLength + size.length;
    const isContainer = containers.has(id);
    if (size.value < 0 && !isContainer) throw corrupt('EBML element of unknown size');
    const elementEnd = size.value < 0 ? null : start + size.value;
    if (elementEnd !== null && elementEnd > end) throw truncated(elementEnd, end);
    yield { id, start, end: elementEnd };
    at = isContainer || elementEnd === null ? start : elementEnd;
  }
}

export function readVarint(bytes: Uint8Array, at: number): Varint {
  const first = bytes[at];
  if (first === undefined) throw truncated(at + 1, bytes.length);
  const length = Math.clz32(first) - 23;
  if (length > 8) throw corrupt('EBML length');
  if (at + length > bytes.length) throw truncated(at + length, bytes.length);
  const marker = 2 ** (8 - length);
  const rest = first % marker;
  let value = rest;
  let allSet = rest === marker - 1;
  for (let i = 1; i < length; i++) {
    const byte = bytes[at + i]!;
    value = value * 256 + byte;
    allSet &&= byte === 0xff;
  }
  return { value: allSet ? -1 : value, length };
}

/** A big-endian number of any length; beyond 2^53 not exact. */
export function unsignedAt(bytes: Uint8Array, start: number, end: number): number {
  let value = 0;
  for (let at = start; at < end; at++) value = value * 256 + bytes[at]!;
  return value;
}
