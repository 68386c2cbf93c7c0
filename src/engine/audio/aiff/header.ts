import { StudioError } from '../../core/errors.ts';
import { corrupt, hasMark, textOf, truncated, viewOf } from '../bytes.ts';
import { chunksOf, type Chunk } from '../pcm/chunks.ts';
import type { PcmHeader } from '../pcm/pcm-format.ts';
import { isPcm, type PcmEncoding } from '../pcm/samples.ts';

interface Coding {
  readonly encoding: PcmEncoding;
  readonly littleEndian?: boolean;
  /** Where it fixes the width, whatever COMM says of the bits (8-bit laws are declared with 16). */
  readonly bytesPerSample?: number;
}

/** Compression types of AIFF-C. */
const codings = new Map<string, Coding>([
  ['NONE', { encoding: 'signed' }],
  ['twos', { encoding: 'signed' }],
  ['sowt', { encoding: 'signed', littleEndian: true }],
  ['raw ', { encoding: 'unsigned', bytesPerSample: 1 }],
  ['in24', { encoding: 'signed', bytesPerSample: 3 }],
  ['42ni', { encoding: 'signed', bytesPerSample: 3, littleEndian: true }],
  ['in32', { encoding: 'signed', bytesPerSample: 4 }],
  ['23ni', { encoding: 'signed', bytesPerSample: 4, littleEndian: true }],
  ['fl32', { encoding: 'float', bytesPerSample: 4 }],
  ['FL32', { encoding: 'float', bytesPerSample: 4 }],
  ['fl64', { encoding: 'float', bytesPerSample: 8 }],
  ['FL64', { encoding: 'float', bytesPerSample: 8 }],
  ['ulaw', { encoding: 'mu-law', bytesPerSample: 1 }],
  ['ULAW', { encoding: 'mu-law', bytesPerSample: 1 }],
  ['alaw', { encoding: 'a-law', bytesPerSample: 1 }],
  ['ALAW', { encoding: 'a-law', bytesPerSample: 1 }],
]);

/** Of COMM: channels, frames, bits and rate; then, in AIFF-C, the compression type. */
const COMM_BYTES = 18;
/** SSND begins with an offset and a block size. */
const SSND_HEADER = 8;
/** Writers that cannot go back declare a size near the largest (sox 0x7F000008). */
const STREAMED_FROM = 0x7f000000;

/** @throws StudioError `file/truncated`, `file/corrupt`, `file/unknown-codec` */
export function readAiffHeader(bytes: Uint8Array): PcmHeader {
  let common: Chunk | null = null;
  let sound: Chunk | null = null;
  // In any order; nothing behind the two is needed.
  for (const chunk of chunksOf(bytes, 12, false)) {
    if (chunk.mark === 'COMM') common = chunk;
    if (chunk.mark === 'SSND') sound = chunk;
    if (common && sound) break;
    if (chunk.start + chunk.size > bytes.length) throw truncated(chunk.size, bytes.length - chunk.start);
  }
  if (!common) throw truncated(COMM_BYTES, 0);
  const { frames: declared, ...format } = readCommon(bytes, common);
  // A file without samples may leave the chunk out.
  if (!sound && declared === 0) return { ...format, dataStart: 0, frames: 0 };
  if (!sound || sound.start + SSND_HEADER > bytes.length) throw truncated(declared, 0);
  const dataStart = sound.start + SSND_HEADER + viewOf(bytes).getUint32(sound.start);
  const streamed = sound.size >= STREAMED_FROM && sound.start + sound.size > bytes.length;
  const end = Math.min(bytes.length, streamed ? Infinity : sound.start + sound.size);
  const present = Math.floor(Math.max(0, end - dataStart) / (format.channels * format.bytesPerSample));
  if (!streamed && declared > present) throw truncated(declared, present);
  return { ...format, dataStart, frames: streamed ? present : declared };
}

function readCommon(bytes: Uint8Array, { start, size }: Chunk): Omit<PcmHeader, 'dataStart'> {
  if (start + size > bytes.length) throw truncated(size, bytes.length - start);
  const isCompressed = hasMark(bytes, 8, 'AIFC');
  if (size < COMM_BYTES + (isCompressed ? 4 : 0)) throw corrupt('COMM too short');
  const view = viewOf(bytes);
  const type = isCompressed ? textOf(bytes.subarray(start + COMM_BYTES, start + COMM_BYTES + 4)) : 'NONE';
  const coding = codings.get(type);
  if (!coding) throw new StudioError('file/unknown-codec', { codec: `AIFF-C ${type}` });
  const { encoding, littleEndian = false, bytesPerSample = Math.ceil(view.getUint16(start + 6) / 8) } = coding;
  if (!isPcm(encoding, bytesPerSample)) throw corrupt(`${bytesPerSample} bytes a sample`);
  return {
    encoding,
    littleEndian,
    bytesPerSample,
    channels: view.getUint16(start),
    frames: view.getUint32(start + 2),
    sampleRateHz: extendedAt(view, start + 8),
  };
}

/** A rate as an IEEE 754 number of 80 bits, rounded to whole hertz; 0 for those that no rate can be. */
function extendedAt(view: DataView, at: number): number {
  const exponent = view.getUint16(at);
  const value = Number(view.getBigUint64(at + 2)) * 2 ** (exponent - 16383 - 63);
  return exponent < 0x8000 && value < 2 ** 32 ? Math.round(value) : 0;
}
