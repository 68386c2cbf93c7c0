import { viewOf } from '../bytes.ts';

export type PcmEncoding = 'unsigned' | 'signed' | 'float' | 'a-law' | 'mu-law';

/** How uncompressed samples lie in a file, channel by channel within a frame. */
export interface PcmLayout {
  readonly encoding: PcmEncoding;
  readonly bytesPerSample: number;
  readonly littleEndian: boolean;
  readonly channels: number;
  /** Where the samples begin in the file. */
  readonly dataStart: number;
  /** Samples a channel that are there, whatever the header claims. */
  readonly frames: number;
}

type ReadSample = (view: DataView, at: number, littleEndian: boolean) => number;

/** By bytes a sample. Full scale is a power of two for both signs, as in ffmpeg, libsndfile and torchaudio. */
const readers: Readonly<Record<PcmEncoding, Readonly<Record<number, ReadSample>>>> = {
  unsigned: { 1: (view, at) => (view.getUint8(at) - 128) / 2 ** 7 },
  signed: {
    1: (view, at) => view.getInt8(at) / 2 ** 7,
    2: (view, at, little) => view.getInt16(at, little) / 2 ** 15,
    3: (view, at, little) =>
      (view.getUint16(little ? at : at + 1, little) | (view.getInt8(little ? at + 2 : at) << 16)) / 2 ** 23,
    4: (view, at, little) => view.getInt32(at, little) / 2 ** 31,
  },
  float: {
    4: (view, at, little) => view.getFloat32(at, little),
    8: (view, at, little) => view.getFloat64(at, little),
  },
  'mu-law': { 1: (view, at) => expandMuLaw(view.getUint8(at)) / 2 ** 15 },
  'a-law': { 1: (view, at) => expandALaw(view.getUint8(at)) / 2 ** 15 },
};

/** Whether samples of this kind may be so wide. */
export function isPcm(encoding: PcmEncoding, bytesPerSample: number): boolean {
  return bytesPerSample in readers[encoding];
}

/** The channels of a file whose header was read. Allocates by the bytes that are there. */
export function readPcm(bytes: Uint8Array, layout: PcmLayout): Float32Array[] {
  const { encoding, channels, bytesPerSample, littleEndian, dataStart, frames } = layout;
  const view = viewOf(bytes);
  const read = readers[encoding][bytesPerSample]!;
  return Array.from({ length: channels }, (_, c) => {
    const samples = new Float32Array(frames);
    let at = dataStart + c * bytesPerSample;
    for (let i = 0; i < frames; i++, at += channels * bytesPerSample) samples[i] = read(view, at, littleEndian);
    return samples;
  });
}

/** ITU-T G.711: 14 bits of linear PCM, here at the scale of 16. */
function expandMuLaw(code: number): number {
  const bits = ~code & 0xff;
  const magnitude = ((((bits & 0x0f) << 3) + 0x84) << ((bits >> 4) & 7)) - 0x84;
  return bits & 0x80 ? -magnitude : magnitude;
}

/** ITU-T G.711: 13 bits of linear PCM, here at the scale of 16. */
function expandALaw(code: number): number {
  const bits = code ^ 0x55;
  const segment = (bits >> 4) & 7;
  const step = ((bits & 0x0f) << 4) + 8;
  const magnitude = segment === 0 ? step : (step + 0x100) << (segment - 1);
  return bits & 0x80 ? magnitude : -magnitude;
}
