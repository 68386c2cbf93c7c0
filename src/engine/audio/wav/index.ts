import { pcmFormat } from '../pcm/pcm-format.ts';
import { isWav, readWavHeader } from './header.ts';

/**
 * RIFF WAVE: PCM of 8, 16, 24 and 32 bits, float of 32 and 64, mu-law, A-law; extensible and RF64 headers.
 *
 * Read here and not by a library: of the small ones, `wavefile` reads no streamed file and passes a truncated one, and
 * `@audio/decode-wav` also forgets the padding of odd chunks and scales positive samples otherwise than negative ones,
 * so its samples differ from those of every other tool.
 */
export const wav = pcmFormat('wav', isWav, readWavHeader);
