import { StudioError } from '../../core/errors.ts';
import { hasMark, viewOf } from '../bytes.ts';

export type WavEncoding = 'pcm' | 'float' | 'a-law' | 'mu-law';

export interface WavHeader {
  readonly encoding: WavEncoding;
  readonly channels: number;
  readonly sampleRateHz: number;
  readonly bytesPerSample: number;
  /** Where the samples begin in the file. */
  readonly dataStart: number;
  /** Samples a channel that are there, whatever the header claims. */
  readonly frames: number;
}

type Format = Omit<WavHeader, 'dataStart' | 'frames'>;

/** WAVE_FORMAT_PCM, _IEEE_FLOAT, _ALAW, _MULAW and the bytes a sample may have in each. */
const encodings = new Map<number, { encoding: WavEncoding; widths: readonly number[] }>([
  [1, { encoding: 'pcm', widths: [1, 2, 3, 4] }],
  [3, { encoding: 'float', widths: [4, 8] }],
  [6, { encoding: 'a-law', widths: [1] }],
  [7, { encoding: 'mu-law', widths: [1] }],
]);
/** The real tag stands in the first two bytes of the sub-format. */
const EXTENSIBLE = 0xfffe;
const SUB_FORMAT_AT = 24;
/** Writers that cannot go back declare sizes near the largest (ffmpeg 0xFFFFFFFF, sox and espeak-ng 0x7FFFF...). */
const STREAMED_FROM = 0x7ffff000;

export function isWav(bytes: Uint8Array): boolean {
  return (hasMark(bytes, 0, 'RIFF') || hasMark(bytes, 0, 'RF64')) && hasMark(bytes, 8, 'WAVE');
}

/** @throws StudioError `file/truncated`, `file/corrupt`, `file/unknown-format` */
export function readWavHeader(bytes: Uint8Array): WavHeader {
  const view = viewOf(bytes);
  let format: Format | null = null;
  let longDataSize: number | null = null;
  for (let at = 12; at + 8 <= bytes.length;) {
    const start = at + 8;
    const size = view.getUint32(at + 4, true);
    if (hasMark(bytes, at, 'data')) {
      if (!format) throw new StudioError('file/corrupt', { detail: 'data before fmt' });
      return { ...format, dataStart: start, frames: framesOf(bytes, format, start, longDataSize ?? size) };
    }
    if (start + size > bytes.length) throw truncated(size, bytes.length - start);
    if (hasMark(bytes, at, 'fmt ')) format = readFormat(view, start, size);
    else if (hasMark(bytes, at, 'ds64') && size >= 16) longDataSize = Number(view.getBigUint64(start + 8, true));
    at = start + size + (size % 2);
  }
  throw truncated(8, 0);
}

function readFormat(view: DataView, start: number, size: number): Format {
  if (size < 16) throw new StudioError('file/corrupt', { detail: 'fmt too short' });
  let tag = view.getUint16(start, true);
  if (tag === EXTENSIBLE && size >= SUB_FORMAT_AT + 2) tag = view.getUint16(start + SUB_FORMAT_AT, true);
  const known = encodings.get(tag);
  if (!known) throw new StudioError('file/unknown-format', { codec: `WAV 0x${tag.toString(16)}` });
  const channels = view.getUint16(start + 2, true);
  const bytesPerSample = view.getUint16(start + 12, true) / channels;
  const bits = view.getUint16(start + 14, true);
  if (!known.widths.includes(bytesPerSample) || Math.ceil(bits / 8) !== bytesPerSample) {
    throw new StudioError('file/corrupt', { detail: `${bits} bits in ${bytesPerSample} bytes` });
  }
  return { encoding: known.encoding, channels, sampleRateHz: view.getUint32(start + 4, true), bytesPerSample };
}

/** Samples a channel: as declared, or to the end of the file where the size was never filled in. */
function framesOf(bytes: Uint8Array, format: Format, start: number, declared: number): number {
  const present = bytes.length - start;
  const streamed = declared >= STREAMED_FROM ? declared > present : declared === 0 && !areChunks(bytes, start);
  if (!streamed && declared > present) throw truncated(declared, present);
  return Math.floor((streamed ? present : declared) / (format.channels * format.bytesPerSample));
}

/** Whether the rest is chunks up to the last byte: then a data size of 0 means no samples. */
function areChunks(bytes: Uint8Array, from: number): boolean {
  const view = viewOf(bytes);
  let at = from;
  while (at + 8 <= bytes.length) {
    const size = view.getUint32(at + 4, true);
    at += 8 + size + (size % 2);
  }
  return at === bytes.length || at === bytes.length + 1;
}

function truncated(declared: number, present: number): StudioError {
  return new StudioError('file/truncated', { declared, present });
}
