import { corrupt, hasMark, truncated, viewOf } from '../bytes.ts';

/** What an Ogg file holds, by its pages (RFC 3533). */
export interface OggStream {
  /** The packet that names the codec. */
  readonly firstPacket: Uint8Array;
  /** Granule position at the end of each chained stream. */
  readonly granules: readonly number[];
}

const PAGE_HEADER = 27;
const BEGINS_STREAM = 0x02;
/** No packet ends on this page. */
const NO_GRANULE = 0xffff_ffff_ffff_ffffn;

export function isOgg(bytes: Uint8Array): boolean {
  return hasMark(bytes, 0, 'OggS');
}

/** The first packet of an Ogg file; empty when the page is not whole. */
export function firstOggPacket(bytes: Uint8Array): Uint8Array {
  const segments = bytes[26] ?? 0;
  const start = PAGE_HEADER + segments;
  // A packet that names a codec is shorter than a segment.
  return bytes.subarray(start, start + (bytes[PAGE_HEADER] ?? 0));
}

/**
 * Walks all pages.
 * @throws StudioError `file/corrupt` for a wrong checksum, a missing page or bytes between pages, `file/truncated` when
 * the last page is cut
 */
export function readOggPages(bytes: Uint8Array): OggStream {
  const view = viewOf(bytes);
  const granules: number[] = [];
  let expected = 0;
  for (let at = 0; at < bytes.length;) {
    const end = pageEnd(bytes, at);
    const page = bytes.subarray(at, end);
    if (oggChecksum(page) !== view.getUint32(at + 22, true)) throw corrupt('Ogg checksum');
    const sequence = view.getUint32(at + 18, true);
    if (bytes[at + 5]! & BEGINS_STREAM) granules.push(0);
    else if (sequence !== expected) throw corrupt('Ogg page missing');
    expected = sequence + 1;
    const granule = view.getBigUint64(at + 6, true);
    if (granule !== NO_GRANULE) granules[granules.length - 1] = Number(granule);
    at = end;
  }
  return { firstPacket: firstOggPacket(bytes), granules };
}

function pageEnd(bytes: Uint8Array, at: number): number {
  const whole = at + PAGE_HEADER <= bytes.length;
  if (whole && !isOgg(bytes.subarray(at))) throw corrupt('no Ogg page');
  const segments = bytes[at + 26] ?? 0;
  const table = bytes.subarray(at + PAGE_HEADER, at + PAGE_HEADER + segments);
  const end = at + PAGE_HEADER + segments + table.reduce((sum, length) => sum + length, 0);
  if (!whole || end > bytes.length) throw truncated(end, bytes.length);
  return end;
}

const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte << 24;
  for (let bit = 0; bit < 8; bit++) crc = crc & 0x80000000 ? (crc << 1) ^ 0x04c11db7 : crc << 1;
  return crc;
});

/** CRC-32 of Ogg: polynomial 0x04C11DB7, neither reflected nor inverted; the field itself counts as zero. */
export function oggChecksum(page: Uint8Array): number {
  let crc = 0;
  for (let i = 0; i < page.length; i++) {
    const byte = i >= 22 && i < 26 ? 0 : page[i]!;
    crc = (crc << 8) ^ crcTable[((crc >>> 24) ^ byte) & 0xff]!;
  }
  return crc >>> 0;
}
