import { StudioError } from '../../core/errors.ts';
import { hasMark, viewOf } from '../bytes.ts';
import { collectStrictly } from '../collect.ts';
import type { AudioFormat } from '../format.ts';
import { firstOggPacket, isOgg, readOggPages } from '../ogg/pages.ts';

/** Opus always decodes to this rate; the rate of what was encoded is only remembered. */
const OPUS_RATE_HZ = 48_000;

/** The identification header (RFC 7845, section 5.1). */
function readOpusHead(packet: Uint8Array) {
  if (packet.length < 19) throw new StudioError('file/corrupt', { detail: 'OpusHead' });
  const view = viewOf(packet);
  return {
    channels: packet[9]!,
    preSkip: view.getUint16(10, true),
    /** Factor that the encoder asks for. */
    gain: 10 ** (view.getInt16(16, true) / (20 * 256)),
  };
}

/** Opus in Ogg, of any number of streams one after another. */
export const oggOpus: AudioFormat = {
  id: 'ogg-opus',
  matches: (bytes) => isOgg(bytes) && hasMark(firstOggPacket(bytes), 0, 'OpusHead'),
  inspect(bytes) {
    return {
      sampleRateHz: OPUS_RATE_HZ,
      channels: readOpusHead(firstOggPacket(bytes)).channels,
      seconds: samplesOf(bytes) / OPUS_RATE_HZ,
    };
  },
  async decode(bytes) {
    const { gain } = readOpusHead(firstOggPacket(bytes));
    const { OggOpusDecoder } = await import('ogg-opus-decoder');
    const audio = await collectStrictly(new OggOpusDecoder({ forceStereo: false }), bytes);
    // The decoder leaves the padding of the last packet where all packets lie on one page.
    const length = samplesOf(bytes);
    const channels = audio.channels.map((channel) => channel.subarray(0, length));
    if (gain === 1) return { ...audio, channels };
    return { ...audio, channels: channels.map((channel) => channel.map((sample) => sample * gain)) };
  },
};

/** By the granule position at the end of each stream, which counts what is skipped at its start (RFC 7845, section 4). */
function samplesOf(bytes: Uint8Array): number {
  const { firstPacket, granules } = readOggPages(bytes);
  const { preSkip } = readOpusHead(firstPacket);
  return granules.reduce((sum, granule) => sum + Math.max(0, granule - preSkip), 0);
}
