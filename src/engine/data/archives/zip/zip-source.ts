import { Reader } from '@zip.js/zip.js/index-native.js';
import { StudioError } from '../../../core/errors.ts';
import { readBytes, type ByteSource } from '../byte-source.ts';

/** The list of contents is read in one piece: of a million entries it takes some 100 MB. */
const MAX_READ_BYTES = 2 ** 28;

/** Bytes for the zip library. */
export class ZipSource extends Reader<ByteSource> {
  constructor(private readonly source: ByteSource) {
    super(source);
    this.size = source.size;
  }

  override async readUint8Array(index: number, length: number): Promise<Uint8Array> {
    if (length > MAX_READ_BYTES) throw new StudioError('file/broken-archive');
    return readBytes(this.source, index, length);
  }
}
