import { StudioError } from '../../core/errors.ts';
import { aacRatesHz } from '../aac/rates.ts';
import { corrupt, textOf, viewOf } from '../bytes.ts';
import { boxAt, type Box } from './boxes.ts';

/** How the packets of a track are coded. */
export interface AacConfig {
  readonly codec: string;
  readonly sampleRateHz: number;
  /** 0 where the first packet says it. */
  readonly channels: number;
  /** AudioSpecificConfig. */
  readonly description: Uint8Array;
}

/** Bytes of an entry of sound behind the header of its box, by the version of QuickTime (0 in MP4). */
const ENTRY_BYTES = [28, 44, 64];
/** Tags of descriptors, and what stands in them before the next one (ISO 14496-1, section 7.2.6). */
const ES = { tag: 3, skip: 3 };
const DECODER_CONFIG = { tag: 4, skip: 13 };
const DECODER_SPECIFIC = { tag: 5, skip: 0 };
/** Object types of MPEG-4 and MPEG-2 AAC. */
const aacObjects = new Set([0x40, 0x66, 0x67, 0x68]);
/** The rate stands in 24 bits of its own. */
const EXPLICIT_RATE = 15;

/** @param stsd the box of sample descriptions @throws StudioError `file/unknown-codec`, `file/corrupt` */
export function readAacConfig(bytes: Uint8Array, stsd: Box): AacConfig {
  const view = viewOf(bytes);
  const entryAt = stsd.start + 8;
  const type = textOf(bytes.subarray(entryAt + 4, entryAt + 8));
  if (type !== 'mp4a') throw new StudioError('file/unknown-codec', { codec: `MP4 ${type}` });
  if (entryAt + 18 > stsd.end) throw corrupt('mp4a');
  const entry = { start: entryAt + 8 + (ENTRY_BYTES[view.getUint16(entryAt + 16)] ?? Infinity), end: stsd.end };
  if (entry.start > entry.end) throw corrupt('mp4a');
  const esds = boxAt(bytes, entry, 'esds') ?? boxAt(bytes, entry, 'wave', 'esds');
  if (!esds) throw corrupt('no esds');
  return readEsds(bytes.subarray(esds.start + 4, esds.end));
}

function readEsds(descriptors: Uint8Array): AacConfig {
  const decoder = descriptor(descriptor(descriptors, ES), { ...DECODER_CONFIG, skip: 0 });
  const object = decoder[0] ?? 0;
  if (!aacObjects.has(object))
    throw new StudioError('file/unknown-codec', { codec: `MP4 mp4a.${object.toString(16)}` });
  const description = descriptor(decoder.subarray(DECODER_CONFIG.skip), DECODER_SPECIFIC);
  if (description.length < 2) throw corrupt('AudioSpecificConfig');
  // 5 bits of object type, 4 of rate, 4 of channels (ISO 14496-3, section 1.6.2.1)
  const head = (description[0]! << 8) | description[1]!;
  const rateIndex = (head >> 7) & 0xf;
  if (rateIndex === EXPLICIT_RATE || head >> 11 === 31) {
    throw new StudioError('file/unknown-codec', { codec: 'MP4 AAC of an extended kind' });
  }
  return {
    codec: `mp4a.40.${head >> 11}`,
    sampleRateHz: aacRatesHz[rateIndex] ?? 0,
    channels: ((head >> 3) & 0xf) === 7 ? 8 : (head >> 3) & 0xf,
    description,
  };
}

/** The content of a descriptor, which must come first; its length has 7 bits a byte. */
function descriptor(bytes: Uint8Array, { tag, skip }: { readonly tag: number; readonly skip: number }): Uint8Array {
  if (bytes[0] !== tag) throw corrupt(`descriptor ${tag}`);
  let [at, length] = [1, 0];
  do length = length * 128 + ((bytes[at] ?? 0) & 0x7f);
  while ((bytes[at++] ?? 0) & 0x80 && at < 6);
  if (at + length > bytes.length) throw corrupt(`descriptor ${tag}`);
  return bytes.subarray(at + skip, at + length);
}
