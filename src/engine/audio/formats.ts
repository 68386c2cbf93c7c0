import { createRegistry } from '../core/registry.ts';
import { aac } from './aac/index.ts';
import { aiff } from './aiff/index.ts';
import { flac } from './flac/index.ts';
import type { AudioFormat } from './format.ts';
import { mp3 } from './mp3/index.ts';
import { mp4 } from './mp4/index.ts';
import { oggOpus } from './ogg-opus/index.ts';
import { oggVorbis } from './ogg-vorbis/index.ts';
import { sphere } from './sphere/index.ts';
import { wave64 } from './wave64/index.ts';
import { wav } from './wav/index.ts';
import { webm } from './webm/index.ts';

/** Every kind of file that is read. A new one is a folder and a line here; the weakest marks come last. */
export const audioFormats = createRegistry<AudioFormat>('audio format', [
  wav,
  wave64,
  aiff,
  sphere,
  flac,
  oggOpus,
  oggVorbis,
  webm,
  mp4,
  aac,
  mp3,
]);
