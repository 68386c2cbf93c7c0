import type { ErrorCode } from '../../core/errors.ts';
import type { SkippedFile } from '../dataset.ts';
import type { OwnFile } from '../own-files.ts';
import type { ArchiveEntry } from './archive-entry.ts';
import { isArchivePath, withoutArchiveEnding } from './archive-kind.ts';
import { nameReader } from './entry-names.ts';
import { entryPath, printable } from './entry-path.ts';
import { isBomb, type ArchiveLimits } from './limits.ts';

/** What an archive gave: files as if they lay in a folder, and what of it is not let in. */
export interface Unpacked {
  readonly files: readonly OwnFile[];
  readonly refused: readonly SkippedFile[];
}

/**
 * Lets in what are files with a name of their own below the archive. They lie in a folder named after the archive,
 * unless one folder holds them all: then in that.
 * @param archivePath with the folders that it lies in
 */
export function admitEntries(entries: readonly ArchiveEntry[], archivePath: string, limits: ArchiveLimits): Unpacked {
  const read = nameReader(entries.map(({ name }) => name));
  const admitted = new Map<string, ArchiveEntry>();
  const refused: SkippedFile[] = [];
  for (const entry of entries) {
    const name = read(entry.name);
    const path = entryPath(name);
    const reason = reasonAgainst(entry, path, admitted, limits);
    if (reason) refused.push({ file: `${archivePath}/${printable(name)}`, reason });
    else if (path !== null && entry.kind === 'file') admitted.set(path, entry);
  }
  const folder = folderFor([...admitted.keys()], archivePath);
  const files = Array.from(admitted, ([path, { size, read: readIt }]): OwnFile => {
    return { path: folder + path, size, read: readIt };
  });
  return { files, refused };
}

function reasonAgainst(
  { kind, size, packedSize }: ArchiveEntry,
  path: string | null,
  admitted: ReadonlyMap<string, ArchiveEntry>,
  limits: ArchiveLimits,
): ErrorCode | null {
  if (kind === 'link') return 'file/link';
  if (kind === 'device') return 'file/device';
  if (path === null) return 'file/unsafe-path';
  if (kind === 'folder') return null;
  if (admitted.has(path)) return 'file/same-path';
  if (isArchivePath(path)) return 'file/nested-archive';
  return isBomb(size, packedSize, limits) ? 'file/bomb' : null;
}

/** With a `/` at its end, or empty. */
function folderFor(paths: readonly string[], archivePath: string): string {
  const around = archivePath.slice(0, archivePath.lastIndexOf('/') + 1);
  const tops = new Set(paths.map((path) => path.slice(0, path.indexOf('/') + 1)));
  const [top] = tops;
  return tops.size === 1 && top !== '' ? around : `${withoutArchiveEnding(archivePath)}/`;
}
