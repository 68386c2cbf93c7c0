import { joinBytes } from '../../core/join-arrays.ts';
import { corrupt, viewOf } from '../bytes.ts';
import { oggChecksum } from './pages.ts';

/** Packets that lie on one page, and the position at its end in samples. */
export interface OggPage {
  readonly packets: readonly Uint8Array[];
  readonly granule: number;
}

const PAGE_HEADER = 27;
const MAX_SEGMENTS = 255;
const BEGINS_STREAM = 0x02;

/**
 * One stream of Ogg (RFC 3533) that says where it begins but not where it ends, so that no decoder trims its end.
 * @throws StudioError `file/corrupt` for packets that do not fit on a page (64 kB)
 */
export function writeOggPages(pages: readonly OggPage[]): Uint8Array {
  return joinBytes(pages.map((page, sequence) => writePage(page, sequence)));
}

function writePage({ packets, granule }: OggPage, sequence: number): Uint8Array {
  // A packet ends with the first segment below 255 bytes, be it one of 0.
  const segments = packets.flatMap(({ length }) => [
    ...new Array<number>(Math.floor(length / 255)).fill(255),
    length % 255,
  ]);
  if (segments.length > MAX_SEGMENTS) throw corrupt('packet too large for a page');
  const header = new Uint8Array(PAGE_HEADER + segments.length);
  header.set([...'OggS'].map((letter) => letter.charCodeAt(0)));
  header[5] = sequence === 0 ? BEGINS_STREAM : 0;
  const view = viewOf(header);
  view.setBigUint64(6, BigInt(granule), true);
  view.setUint32(18, sequence, true);
  header[26] = segments.length;
  header.set(segments, PAGE_HEADER);
  const page = joinBytes([header, ...packets]);
  viewOf(page).setUint32(22, oggChecksum(page), true);
  return page;
}
