import {
  ERR_CENTRAL_DIRECTORY_NOT_FOUND,
  ERR_ENCRYPTED_CENTRAL_DIRECTORY,
  ERR_EOCDR_NOT_FOUND,
  ZipReader,
  type Entry,
} from '@zip.js/zip.js/index-native.js';
import { StudioError, type ErrorCode } from '../../../core/errors.ts';
import type { ArchiveEntry } from '../archive-entry.ts';
import type { ByteSource } from '../byte-source.ts';
import { entryName } from '../entry-names.ts';
import { readContent } from './read-content.ts';
import { ZipSource } from './zip-source.ts';

/** Among the flags of an entry: its name is UTF-8. */
const UTF8_FLAG = 0x800;

const REASONS = new Map<string, ErrorCode>([
  // Its list of contents stands at the end.
  [ERR_EOCDR_NOT_FOUND, 'file/truncated'],
  [ERR_CENTRAL_DIRECTORY_NOT_FOUND, 'file/truncated'],
  [ERR_ENCRYPTED_CENTRAL_DIRECTORY, 'file/encrypted'],
]);

/**
 * The entries of a zip (zip64 as well), by the list at its end.
 * @throws StudioError `file/truncated`, `file/broken-archive`, `file/encrypted` when the list itself is
 */
export async function* zipEntries(source: ByteSource): AsyncGenerator<ArchiveEntry> {
  const reader = new ZipReader(new ZipSource(source), {
    // Names are judged by the one rule for all archives.
    filenameValidation: 'tolerant',
  });
  try {
    for await (const entry of reader.getEntriesGenerator()) yield entryOf(source, entry);
  } catch (thrown) {
    throw reasonOf(thrown);
  }
}

function entryOf(source: ByteSource, entry: Entry): ArchiveEntry {
  const { rawFilename, filename, uncompressedSize: size, compressedSize: packedSize } = entry;
  const isTold = ((entry.rawBitFlag ?? 0) & UTF8_FLAG) !== 0 || entry.extraFieldUnicodePath !== undefined;
  // The library reads by code page 437 what neither is nor claims to be UTF-8, as the format has it.
  const name = isTold ? filename : entryName(rawFilename, () => filename);
  const kind = entry.symlink ? 'link' : entry.directory ? 'folder' : 'file';
  if (size === 0 && packedSize === 0) return { name, kind, size, packedSize, read: async () => new ArrayBuffer(0) };
  // The library's own entry is heavy: there may be many.
  const { offset, compressionMethod: method, encrypted, crc32 = 0 } = entry;
  const place = { offset, nameLength: rawFilename.length, method, encrypted, packedSize, size, crc32 };
  return { name, kind, size, packedSize, read: () => readContent(source, place) };
}

function reasonOf(thrown: unknown): StudioError {
  if (thrown instanceof StudioError) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new StudioError(REASONS.get(message) ?? 'file/broken-archive', {}, message);
}
