import {
  configure,
  ERR_CENTRAL_DIRECTORY_NOT_FOUND,
  ERR_ENCRYPTED,
  ERR_EOCDR_NOT_FOUND,
  ERR_INVALID_CRC32,
  ERR_UNSUPPORTED_COMPRESSION,
  ERR_UNSUPPORTED_ENCRYPTION,
  Uint8ArrayWriter,
  ZipReader,
  type Entry,
} from '@zip.js/zip.js/index-native.js';
import { StudioError, type ErrorCode } from '../../../core/errors.ts';
import type { ArchiveEntry } from '../archive-entry.ts';
import type { ByteSource } from '../byte-source.ts';
import { entryName } from '../entry-names.ts';
import { ZipSource } from './zip-source.ts';

// This is a worker already, and the page's policy allows none made from a text.
configure({ useWebWorkers: false });

/** Among the flags of an entry: its name is UTF-8. */
const UTF8_FLAG = 0x800;

const REASONS = new Map<string, ErrorCode>([
  // Its list of contents stands at the end.
  [ERR_EOCDR_NOT_FOUND, 'file/truncated'],
  [ERR_CENTRAL_DIRECTORY_NOT_FOUND, 'file/truncated'],
  [ERR_ENCRYPTED, 'file/encrypted'],
  [ERR_UNSUPPORTED_ENCRYPTION, 'file/encrypted'],
  [ERR_UNSUPPORTED_COMPRESSION, 'file/unknown-packing'],
  [ERR_INVALID_CRC32, 'file/wrong-checksum'],
]);

/**
 * The entries of a zip (zip64 as well), by the list at its end.
 * @throws StudioError `file/truncated`, `file/broken-archive`, `file/encrypted` when the list itself is
 */
export async function* zipEntries(source: ByteSource): AsyncGenerator<ArchiveEntry> {
  const reader = new ZipReader(new ZipSource(source), {
    checkCrc32: true,
    checkOverlappingEntry: true,
    // Names are judged by the one rule for all archives.
    filenameValidation: 'tolerant',
  });
  try {
    for await (const entry of reader.getEntriesGenerator()) yield entryOf(entry);
  } catch (thrown) {
    throw reasonOf(thrown);
  }
}

function entryOf(entry: Entry): ArchiveEntry {
  const { rawFilename, filename, uncompressedSize: size, compressedSize: packedSize } = entry;
  const isTold = ((entry.rawBitFlag ?? 0) & UTF8_FLAG) !== 0 || entry.extraFieldUnicodePath !== undefined;
  // The library reads by code page 437 what neither is nor claims to be UTF-8, as the format has it.
  const name = isTold ? filename : entryName(rawFilename, () => filename);
  const kind = entry.symlink ? 'link' : entry.directory ? 'folder' : 'file';
  // What has no content need not be held on to.
  if (entry.directory || size === 0) return { name, kind, size, packedSize, read: async () => new ArrayBuffer(0) };
  const read = async (): Promise<ArrayBuffer> => {
    try {
      const bytes: Uint8Array<ArrayBuffer> = await entry.getData(new Uint8ArrayWriter());
      return bytes.buffer;
    } catch (thrown) {
      throw reasonOf(thrown);
    }
  };
  return { name, kind, size, packedSize, read };
}

function reasonOf(thrown: unknown): StudioError {
  if (thrown instanceof StudioError) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new StudioError(REASONS.get(message) ?? 'file/broken-archive', {}, message);
}
