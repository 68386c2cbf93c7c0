import { corrupt, hasMark, truncated, viewOf } from '../bytes.ts';
import { collect, type Collected } from '../collect.ts';
import type { AudioFormat } from '../format.ts';

/** Where STREAMINFO, always the first metadata block, has its fields (RFC 9639, section 8.2). */
const STREAM_INFO_AT = 8;
const STREAM_INFO_END = STREAM_INFO_AT + 34;

/** FLAC in its own container. */
export const flac: AudioFormat = {
  id: 'flac',
  decoder: 'ours',
  matches: (bytes) => hasMark(bytes, 0, 'fLaC'),
  open(bytes) {
    const info = readStreamInfo(bytes);
    return {
      sampleRateHz: info.sampleRateHz,
      channels: info.channels,
      seconds: info.samples > 0 ? info.samples / info.sampleRateHz : null,
      async decode(maxFrames) {
        const { FLACDecoder } = await import('@wasm-audio-decoders/flac');
        const audio = await collect(new FLACDecoder(), bytes, maxFrames);
        checkWhole(info, audio);
        return {
          sampleRateHz: audio.sampleRateHz,
          channels: audio.channels.map((samples) => exact(samples, audio.bitDepth)),
        };
      },
    };
  },
};

function readStreamInfo(bytes: Uint8Array) {
  if (bytes.length < STREAM_INFO_END) throw truncated(STREAM_INFO_END, bytes.length);
  const view = viewOf(bytes);
  // 20 bits of rate, 3 of channels, 5 of bits a sample, 36 of samples
  const high = view.getUint32(STREAM_INFO_AT + 10);
  const low = view.getUint32(STREAM_INFO_AT + 14);
  return {
    maxBlockSamples: view.getUint16(STREAM_INFO_AT + 2),
    sampleRateHz: high >>> 12,
    channels: ((high >>> 9) & 7) + 1,
    /** 0: unknown, as of a stream. */
    samples: (high & 0xf) * 2 ** 32 + low,
  };
}

/**
 * Frames with a wrong checksum are left out by the decoder, as are those that are missing: the count shows it. A last
 * frame that is cut, shorter than others and no word, is forgiven: some encoders never finish it.
 */
function checkWhole(info: ReturnType<typeof readStreamInfo>, { channels, complaints }: Collected): void {
  const present = channels[0]?.length ?? 0;
  const missing = info.samples - present;
  if (info.samples === 0 ? complaints.length > 0 : missing < 0) {
    throw corrupt(complaints[0] ?? 'more samples than declared');
  }
  if (missing > 0 && missing >= info.maxBlockSamples) throw truncated(info.samples, present);
}

/** The decoder divides by the largest positive value; full scale is a power of two here as in every other format. */
function exact(samples: Float32Array, bitDepth: number): Float32Array {
  const scale = 2 ** (bitDepth - 1);
  return samples.map((sample) => Math.round(sample * (scale - 1)) / scale);
}
