import { corrupt, viewOf } from '../bytes.ts';
import { decodeByBrowser } from '../browser-decoder.ts';
import type { AudioFormat } from '../format.ts';
import { afterId3, findRun, holdsRun } from '../mpeg/frame-run.ts';
import { PacketList } from '../packet-list.ts';
import { AAC_FRAME_SAMPLES, aacRatesHz } from './rates.ts';

/** The header of a frame of ADTS (ISO 13818-7, section 6.2). */
interface AdtsHeader {
  readonly codec: string;
  readonly sampleRateHz: number;
  /** 0 where the first packet says it. */
  readonly channels: number;
  readonly bytes: number;
  readonly samples: number;
}

/** AAC as a bare stream (ADTS): decoded by the browser. */
export const aac: AudioFormat = {
  id: 'aac',
  decoder: 'browser',
  matches: (bytes) => holdsRun(bytes, frameBytesAt),
  open(bytes) {
    const first = findRun(bytes, afterId3(bytes), frameBytesAt);
    const header = first === null ? null : readAdtsHeader(bytes, first);
    if (first === null || !header) throw corrupt('no AAC frame');
    const list = new PacketList(bytes);
    let samples = 0;
    let at = first;
    for (let next: AdtsHeader | null = header; next; next = readAdtsHeader(bytes, at)) {
      list.add(at, next.bytes);
      samples += next.samples;
      at += next.bytes;
    }
    // Behind the frames there may be a tag, but not more frames: what is between would be missing.
    if (findRun(bytes, at, frameBytesAt) !== null) throw corrupt('bytes between AAC frames');
    const { packets } = list;
    const { codec, sampleRateHz, channels } = header;
    return {
      sampleRateHz,
      channels,
      seconds: samples / sampleRateHz,
      decode: (maxFrames) => decodeByBrowser({ codec, sampleRateHz, channels, packets }, maxFrames),
    };
  },
};

function frameBytesAt(bytes: Uint8Array, at: number): number | null {
  return readAdtsHeader(bytes, at)?.bytes ?? null;
}

function readAdtsHeader(bytes: Uint8Array, at: number): AdtsHeader | null {
  if (at + 7 > bytes.length) return null;
  const head = viewOf(bytes).getUint32(at);
  // 12 bits set; layer 0 tells it from MP3.
  if (head >>> 20 !== 0xfff || ((head >>> 17) & 3) !== 0) return null;
  const sampleRateHz = aacRatesHz[(head >>> 10) & 0xf];
  const configuration = (head >>> 6) & 7;
  const bytesOfFrame = ((head & 3) << 11) | (bytes[at + 4]! << 3) | (bytes[at + 5]! >> 5);
  if (sampleRateHz === undefined || bytesOfFrame < 8) return null;
  return {
    codec: `mp4a.40.${((head >>> 14) & 3) + 1}`,
    sampleRateHz,
    channels: configuration === 7 ? 8 : configuration,
    bytes: bytesOfFrame,
    samples: AAC_FRAME_SAMPLES * ((bytes[at + 6]! & 3) + 1),
  };
}
