import { StudioError } from '../../../core/errors.ts';
import type { ArchiveEntry } from '../archive-entry.ts';
import { readBytes, WindowedReader, type ByteSource } from '../byte-source.ts';
import { entryName } from '../entry-names.ts';
import { BLOCK_BYTES, readTarHeader, untilZero, type TarHeader } from './header.ts';
import { readPaxRecords, type PaxRecords } from './pax.ts';

/** Of a long name or an extended header: more is a trap. */
const MAX_EXTRA_BYTES = 2 ** 20;

const western = new TextDecoder('windows-1252');

/** By the type in the header; those that are not here are no files. */
const KINDS: Readonly<Record<string, ArchiveEntry['kind']>> = {
  '0': 'file',
  '7': 'file',
  '1': 'link',
  '2': 'link',
  '5': 'folder',
};
/** Links, devices and folders have no content, whatever size they state. */
const WITHOUT_CONTENT = /^[1-6]$/;
/** Long link names, volume labels and global headers concern nobody here. */
const IGNORED = /^[KVgX]$/;

/**
 * The entries of a tar (ustar, pax, GNU), by its headers alone: contents are skipped.
 * @throws StudioError `file/broken-archive` where a header contradicts itself, `file/truncated` where one breaks off;
 *   what came before is good
 */
export async function* tarEntries(source: ByteSource): AsyncGenerator<ArchiveEntry> {
  const reader = new WindowedReader(source);
  let extra: PaxRecords = {};
  for (let at = 0; at < source.size;) {
    const block = await reader.read(at, BLOCK_BYTES);
    if (block.length < BLOCK_BYTES) throw new StudioError('file/truncated');
    // A block of zeros ends an archive. Another may follow (`cat`), but is not its part.
    if (block[0] === 0 && block.every((byte) => byte === 0)) return;
    const header = readTarHeader(block);
    const from = at + BLOCK_BYTES;
    const size = WITHOUT_CONTENT.test(header.type) ? 0 : (extra.size ?? header.size);
    at = from + Math.ceil(size / BLOCK_BYTES) * BLOCK_BYTES;
    if (header.type === 'x') extra = { ...extra, ...readPaxRecords(await extraBytes(reader, from, size)) };
    else if (header.type === 'L') extra = { ...extra, path: untilZero(await extraBytes(reader, from, size)).slice() };
    else if (!IGNORED.test(header.type)) {
      yield entryAt(source, from, size, header, extra);
      extra = {};
    }
  }
}

async function extraBytes(reader: WindowedReader, from: number, size: number): Promise<Uint8Array> {
  if (size > MAX_EXTRA_BYTES) throw new StudioError('file/broken-archive');
  return reader.read(from, size);
}

function entryAt(source: ByteSource, from: number, size: number, header: TarHeader, extra: PaxRecords): ArchiveEntry {
  const rawName = extra.path ?? header.name;
  // Before 1988 a folder was a file whose name ends so.
  const isOldFolder = header.type === '0' && rawName.at(-1) === 0x2f;
  return {
    name: entryName(rawName, (bytes) => western.decode(bytes)),
    kind: isOldFolder ? 'folder' : (KINDS[header.type] ?? 'device'),
    size,
    packedSize: Math.min(size, source.size - from),
    async read() {
      const bytes = await readBytes(source, from, size);
      if (bytes.length < size) throw new StudioError('file/truncated');
      return bytes.buffer;
    },
  };
}
