import { StudioError } from '../../core/errors.ts';
import { corrupt, hasMark, truncated, viewOf } from '../bytes.ts';
import { chunksOf } from '../pcm/chunks.ts';
import type { PcmHeader } from '../pcm/pcm-format.ts';
import { isPcm, type PcmEncoding } from '../pcm/samples.ts';

type WavFormat = Omit<PcmHeader, 'dataStart' | 'frames'>;

/** WAVE_FORMAT_PCM, _IEEE_FLOAT, _ALAW, _MULAW. */
const encodings = new Map<number, PcmEncoding>([
  [1, 'signed'],
  [3, 'float'],
  [6, 'a-law'],
  [7, 'mu-law'],
]);
/** The real tag stands in the first two bytes of the sub-format. */
const EXTENSIBLE = 0xfffe;
const SUB_FORMAT_AT = 24;
/** Writers that cannot go back declare sizes near the largest (ffmpeg 0xFFFFFFFF, sox and espeak-ng 0x7FFFF...). */
const STREAMED_FROM = 0x7ffff000;

/** BW64 is RF64 under the name of ITU-R BS.2088. */
export function isWav(bytes: Uint8Array): boolean {
  return ['RIFF', 'RF64', 'BW64'].some((mark) => hasMark(bytes, 0, mark)) && hasMark(bytes, 8, 'WAVE');
}

/** @throws StudioError `file/truncated`, `file/corrupt`, `file/unknown-codec` */
export function readWavHeader(bytes: Uint8Array): PcmHeader {
  const view = viewOf(bytes);
  let format: WavFormat | null = null;
  let longDataSize: number | null = null;
  for (const { mark, start, size } of chunksOf(bytes, 12, true)) {
    if (mark === 'data') {
      if (!format) throw corrupt('data before fmt');
      return { ...format, dataStart: start, frames: framesOf(bytes, format, start, longDataSize ?? size) };
    }
    if (start + size > bytes.length) throw truncated(size, bytes.length - start);
    if (mark === 'fmt ') format = readWavFormat(view, start, size);
    else if (mark === 'ds64' && size >= 16) longDataSize = Number(view.getBigUint64(start + 8, true));
  }
  throw truncated(8, 0);
}

/** The structure WAVEFORMATEX, with or without its extension. @throws StudioError `file/corrupt`, `file/unknown-codec` */
export function readWavFormat(view: DataView, start: number, size: number): WavFormat {
  if (size < 16) throw corrupt('fmt too short');
  let tag = view.getUint16(start, true);
  if (tag === EXTENSIBLE && size >= SUB_FORMAT_AT + 2) tag = view.getUint16(start + SUB_FORMAT_AT, true);
  const known = encodings.get(tag);
  if (!known) throw new StudioError('file/unknown-codec', { codec: `WAV 0x${tag.toString(16)}` });
  const channels = view.getUint16(start + 2, true);
  const bytesPerSample = view.getUint16(start + 12, true) / channels;
  const bits = view.getUint16(start + 14, true);
  const encoding = known === 'signed' && bytesPerSample === 1 ? 'unsigned' : known;
  if (!isPcm(encoding, bytesPerSample) || Math.ceil(bits / 8) !== bytesPerSample) {
    throw corrupt(`${bits} bits in ${bytesPerSample} bytes`);
  }
  return { encoding, channels, sampleRateHz: view.getUint32(start + 4, true), bytesPerSample, littleEndian: true };
}

/** Samples a channel: as declared, or to the end of the file where the size was never filled in. */
function framesOf(bytes: Uint8Array, format: WavFormat, start: number, declared: number): number {
  const present = bytes.length - start;
  const streamed = declared >= STREAMED_FROM ? declared > present : declared === 0 && !areChunks(bytes, start);
  if (!streamed && declared > present) throw truncated(declared, present);
  return Math.floor((streamed ? present : declared) / (format.channels * format.bytesPerSample));
}

/** Whether the rest is chunks up to the last byte: then a data size of 0 means no samples. */
function areChunks(bytes: Uint8Array, from: number): boolean {
  let end = from;
  for (const { start, size } of chunksOf(bytes, from, true)) end = start + size + (size % 2);
  return end === bytes.length || end === bytes.length + 1;
}
