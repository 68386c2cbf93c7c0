import type { AudioFile } from '../format.ts';
import { decodeOpus, OPUS_RATE_HZ, readOpusHead } from '../ogg-opus/index.ts';
import { writeOggPages } from '../ogg/write-pages.ts';
import type { WebmTrack } from './track.ts';

/** OpusTags without a vendor and without comments (RFC 7845, section 5.2). */
const NO_TAGS = Uint8Array.of(...[...'OpusTags'].map((letter) => letter.charCodeAt(0)), 0, 0, 0, 0, 0, 0, 0, 0);

/** The private data of a track of Opus is the identification header of Ogg. */
export function openOpusTrack({ codecPrivate, packets, paddingSeconds }: WebmTrack): AudioFile {
  const { channels, preSkip, gain } = readOpusHead(codecPrivate);
  let decoded = 0;
  const pages = packets.map((packet) => ({ packets: [packet], granule: (decoded += samplesIn(packet)) }));
  const samples = Math.max(0, decoded - preSkip - Math.round(paddingSeconds * OPUS_RATE_HZ));
  return {
    sampleRateHz: OPUS_RATE_HZ,
    channels,
    seconds: samples / OPUS_RATE_HZ,
    decode(maxFrames) {
      const headers = [codecPrivate, NO_TAGS].map((packet) => ({ packets: [packet], granule: 0 }));
      return decodeOpus(writeOggPages([...headers, ...pages]), samples, gain, maxFrames);
    },
  };
}

/** What a packet decodes to at 48 kHz, by its first byte or two (RFC 6716, section 3.1). */
function samplesIn(packet: Uint8Array): number {
  const toc = packet[0]!;
  const mode = toc >> 3;
  const frameMs =
    mode < 12 ? [10, 20, 40, 60][mode & 3]! : mode < 16 ? [10, 20][mode & 1]! : [2.5, 5, 10, 20][mode & 3]!;
  const code = toc & 3;
  const frames = code === 0 ? 1 : code < 3 ? 2 : (packet[1] ?? 0) & 0x3f;
  return (frames * frameMs * OPUS_RATE_HZ) / 1000;
}
