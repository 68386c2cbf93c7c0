import type { EntryName } from './entry-names.ts';

/** What stands in an archive under one name, before it is decided whether it is let in. */
export interface ArchiveEntry {
  readonly name: EntryName;
  /** `link` is to a file or a folder, `device` whatever else is no file. */
  readonly kind: 'file' | 'folder' | 'link' | 'device';
  /** Bytes unpacked. */
  readonly size: number;
  /** Bytes that it takes in the archive. */
  readonly packedSize: number;
  /** @throws StudioError what is wrong with its content */
  read(): Promise<ArrayBuffer>;
}
