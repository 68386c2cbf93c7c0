import { createRegistry } from '../core/registry.ts';
import { flac } from './flac/index.ts';
import type { AudioFormat } from './format.ts';
import { mp3 } from './mp3/index.ts';
import { oggOpus } from './ogg-opus/index.ts';
import { oggVorbis } from './ogg-vorbis/index.ts';
import { wav } from './wav/index.ts';

/** Every kind of file that is read. A new one is a folder and a line here; MP3 comes last, its mark is the weakest. */
export const audioFormats = createRegistry<AudioFormat>('audio format', [wav, flac, oggOpus, oggVorbis, mp3]);
