import { hasMark } from '../bytes.ts';

/** Bytes of the frame whose header stands at a place; null where none does. */
export type FrameBytesAt = (bytes: Uint8Array, at: number) => number | null;

/** Frames in a row that tell a stream of frames from chance. */
const CONVINCING = 3;

/** Where the tag at the start ends: 0 without one. Its size has 7 bits a byte (ID3v2, section 3.1). */
export function afterId3(bytes: Uint8Array): number {
  if (!hasMark(bytes, 0, 'ID3') || bytes.length < 10) return 0;
  return 10 + bytes.subarray(6, 10).reduce((size, byte) => size * 128 + (byte & 0x7f), 0);
}

/** Whether frames stand at the start of a file, or anywhere behind a tag. */
export function holdsRun(bytes: Uint8Array, frameBytesAt: FrameBytesAt): boolean {
  const start = afterId3(bytes);
  return start > 0 ? findRun(bytes, start, frameBytesAt) !== null : startsRun(bytes, 0, frameBytesAt);
}

/** The next place from which frames follow one another. */
export function findRun(bytes: Uint8Array, from: number, frameBytesAt: FrameBytesAt): number | null {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1))
    if (startsRun(bytes, at, frameBytesAt)) return at;
  return null;
}

/** Frames that point to one another, or as many as fit into the file. */
function startsRun(bytes: Uint8Array, at: number, frameBytesAt: FrameBytesAt): boolean {
  for (let n = 0; n < CONVINCING; n++) {
    if (n > 0 && at === bytes.length) return true;
    const length = frameBytesAt(bytes, at);
    if (length === null) return false;
    if (at + length > bytes.length) return n > 0;
    at += length;
  }
  return true;
}
