import { corrupt, hasMark, viewOf } from '../bytes.ts';
import { collectStrictly } from '../collect.ts';
import type { AudioFormat, DecodedAudio } from '../format.ts';
import { firstOggPacket, isOgg, readOggPages } from '../ogg/pages.ts';

/** Opus always decodes to this rate; the rate of what was encoded is only remembered. */
export const OPUS_RATE_HZ = 48_000;

/** Opus in Ogg, of any number of streams one after another. */
export const oggOpus: AudioFormat = {
  id: 'ogg-opus',
  decoder: 'ours',
  matches: (bytes) => isOgg(bytes) && hasMark(firstOggPacket(bytes), 0, 'OpusHead'),
  open(bytes) {
    const { firstPacket, granules } = readOggPages(bytes);
    const { channels, preSkip, gain } = readOpusHead(firstPacket);
    // The granule position at the end of a stream counts what is skipped at its start (RFC 7845, section 4).
    const samples = granules.reduce((sum, granule) => sum + Math.max(0, granule - preSkip), 0);
    return {
      sampleRateHz: OPUS_RATE_HZ,
      channels,
      seconds: samples / OPUS_RATE_HZ,
      decode: (maxFrames) => decodeOpus(bytes, samples, gain, maxFrames),
    };
  },
};

/** The identification header (RFC 7845, section 5.1). */
export function readOpusHead(packet: Uint8Array) {
  if (packet.length < 19 || !hasMark(packet, 0, 'OpusHead')) throw corrupt('OpusHead');
  const view = viewOf(packet);
  return {
    channels: packet[9]!,
    /** Samples at the start that are not sound. */
    preSkip: view.getUint16(10, true),
    /** Factor that the encoder asks for. */
    gain: 10 ** (view.getInt16(16, true) / (20 * 256)),
  };
}

/**
 * Decodes Opus in Ogg pages.
 * @param samples a channel that are sound: what the decoder gives beyond is padding
 * @param gain factor on all samples
 * @throws StudioError as `collectStrictly`
 */
export async function decodeOpus(
  bytes: Uint8Array,
  samples: number,
  gain: number,
  maxFrames: number,
): Promise<DecodedAudio> {
  const { OggOpusDecoder } = await import('ogg-opus-decoder');
  const audio = await collectStrictly(new OggOpusDecoder({ forceStereo: false }), bytes, maxFrames);
  // The decoder leaves the padding of the last packet where all packets lie on one page.
  const channels = audio.channels.map((channel) => channel.subarray(0, samples));
  if (gain === 1) return { ...audio, channels };
  return { ...audio, channels: channels.map((channel) => channel.map((sample) => sample * gain)) };
}
