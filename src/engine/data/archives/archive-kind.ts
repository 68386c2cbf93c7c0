/** Names by which people know archives; what they are is told by their first bytes. */
const ARCHIVE_NAME = /\.(zip|tar|tgz|taz|gz|tbz2?|bz2|txz|xz|tzst|zst|lzma|7z|rar)$/i;

export function isArchivePath(path: string): boolean {
  return ARCHIVE_NAME.test(path);
}

/** A path without the endings that say that it is an archive: `corpus.tar.gz` is `corpus`. */
export function withoutArchiveEnding(path: string): string {
  return path.replace(ARCHIVE_NAME, '').replace(/\.tar$/i, '');
}

/** `other`: packed by a program whose archives are not read here. */
export type ArchiveKind = 'zip' | 'gzip' | 'tar' | 'other';

/** Bytes that are looked at: a tar's mark stands in its first header. */
export const HEAD_BYTES = 512;

const MARKS: readonly (readonly [ArchiveKind, readonly number[]])[] = [
  ['zip', [0x50, 0x4b, 0x03, 0x04]],
  // An empty one, and one that was meant to be split.
  ['zip', [0x50, 0x4b, 0x05, 0x06]],
  ['zip', [0x50, 0x4b, 0x07, 0x08]],
  ['gzip', [0x1f, 0x8b]],
  // bzip2, xz, Zstandard, 7-Zip, RAR
  ['other', [0x42, 0x5a, 0x68]],
  ['other', [0xfd, 0x37, 0x7a, 0x58, 0x5a]],
  ['other', [0x28, 0xb5, 0x2f, 0xfd]],
  ['other', [0x37, 0x7a, 0xbc, 0xaf]],
  ['other', [0x52, 0x61, 0x72, 0x21]],
];

/** By the first {@link HEAD_BYTES}; null when they are no beginning of an archive. */
export function archiveKind(head: Uint8Array, isTarHeader: (block: Uint8Array) => boolean): ArchiveKind | null {
  const marked = MARKS.find(([, mark]) => mark.every((byte, i) => head[i] === byte));
  if (marked) return marked[0];
  return isTarHeader(head) ? 'tar' : null;
}
