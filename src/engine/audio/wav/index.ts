import type { AudioFormat } from '../format.ts';
import { isWav, readWavHeader } from './header.ts';
import { readWavSamples } from './samples.ts';

/**
 * RIFF WAVE: PCM of 8, 16, 24 and 32 bits, float of 32 and 64, mu-law, A-law; extensible and RF64 headers.
 *
 * Read here and not by a library: of the small ones, `wavefile` reads no streamed file and passes a truncated one, and
 * `@audio/decode-wav` also forgets the padding of odd chunks and scales positive samples otherwise than negative ones,
 * so its samples differ from those of every other tool.
 */
export const wav: AudioFormat = {
  id: 'wav',
  matches: isWav,
  inspect(bytes) {
    const { sampleRateHz, channels, frames } = readWavHeader(bytes);
    return { sampleRateHz, channels, seconds: frames / sampleRateHz };
  },
  async decode(bytes) {
    const header = readWavHeader(bytes);
    return { sampleRateHz: header.sampleRateHz, channels: readWavSamples(bytes, header) };
  },
};
