import { viewOf } from '../bytes.ts';
import type { WavEncoding, WavHeader } from './header.ts';

type ReadSample = (view: DataView, at: number) => number;

/** Full scale is a power of two for both signs, as in ffmpeg, libsndfile and torchaudio. */
const readers: Readonly<Record<WavEncoding, Readonly<Record<number, ReadSample>>>> = {
  pcm: {
    1: (view, at) => (view.getUint8(at) - 128) / 2 ** 7,
    2: (view, at) => view.getInt16(at, true) / 2 ** 15,
    3: (view, at) => (view.getUint16(at, true) | (view.getInt8(at + 2) << 16)) / 2 ** 23,
    4: (view, at) => view.getInt32(at, true) / 2 ** 31,
  },
  float: { 4: (view, at) => view.getFloat32(at, true), 8: (view, at) => view.getFloat64(at, true) },
  'mu-law': { 1: (view, at) => expandMuLaw(view.getUint8(at)) / 2 ** 15 },
  'a-law': { 1: (view, at) => expandALaw(view.getUint8(at)) / 2 ** 15 },
};

/** The channels of a file whose header was read. Allocates by the bytes that are there. */
export function readWavSamples(bytes: Uint8Array, header: WavHeader): Float32Array[] {
  const { encoding, channels, bytesPerSample, dataStart, frames } = header;
  const view = viewOf(bytes);
  const read = readers[encoding][bytesPerSample]!;
  return Array.from({ length: channels }, (_, c) => {
    const samples = new Float32Array(frames);
    for (let i = 0; i < frames; i++) samples[i] = read(view, dataStart + (i * channels + c) * bytesPerSample);
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
