import { StudioError } from '../../core/errors.ts';
import { hasMark, viewOf } from '../bytes.ts';
import { collectStrictly } from '../collect.ts';
import type { AudioFormat } from '../format.ts';
import { firstOggPacket, isOgg, readOggPages } from '../ogg/pages.ts';

/** Vorbis in Ogg; its identification header is in section 4.2.2 of the Vorbis I specification. */
export const oggVorbis: AudioFormat = {
  id: 'ogg-vorbis',
  matches: (bytes) => isOgg(bytes) && hasMark(firstOggPacket(bytes), 0, '\u0001vorbis'),
  inspect(bytes) {
    const { firstPacket, granules } = readOggPages(bytes);
    if (firstPacket.length < 30) throw new StudioError('file/corrupt', { detail: 'Vorbis header' });
    const sampleRateHz = viewOf(firstPacket).getUint32(12, true);
    const samples = granules.reduce((sum, granule) => sum + granule, 0);
    return { sampleRateHz, channels: firstPacket[11]!, seconds: samples / sampleRateHz };
  },
  async decode(bytes) {
    const { OggVorbisDecoder } = await import('@wasm-audio-decoders/ogg-vorbis');
    return collectStrictly(new OggVorbisDecoder(), bytes);
  },
};
