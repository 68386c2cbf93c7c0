import { corrupt, hasMark, viewOf } from '../bytes.ts';
import { collectStrictly } from '../collect.ts';
import type { AudioFormat, DecodedAudio } from '../format.ts';
import { firstOggPacket, isOgg, readOggPages } from '../ogg/pages.ts';

/** Vorbis in Ogg. */
export const oggVorbis: AudioFormat = {
  id: 'ogg-vorbis',
  decoder: 'ours',
  matches: (bytes) => isOgg(bytes) && hasMark(firstOggPacket(bytes), 0, '\u0001vorbis'),
  open(bytes) {
    const { firstPacket, granules } = readOggPages(bytes);
    const head = readVorbisHead(firstPacket);
    const samples = granules.reduce((sum, granule) => sum + granule, 0);
    return {
      ...head,
      seconds: samples / head.sampleRateHz,
      decode: (maxFrames) => decodeVorbis(bytes, maxFrames),
    };
  },
};

/** The identification header (section 4.2.2 of the Vorbis I specification). */
export function readVorbisHead(packet: Uint8Array) {
  if (packet.length < 30) throw corrupt('Vorbis header');
  return { sampleRateHz: viewOf(packet).getUint32(12, true), channels: packet[11]! };
}

/** Decodes Vorbis in Ogg pages. @throws StudioError as `collectStrictly` */
export async function decodeVorbis(bytes: Uint8Array, maxFrames: number): Promise<DecodedAudio> {
  const { OggVorbisDecoder } = await import('@wasm-audio-decoders/ogg-vorbis');
  return collectStrictly(new OggVorbisDecoder(), bytes, maxFrames);
}
