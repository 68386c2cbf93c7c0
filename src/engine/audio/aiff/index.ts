import { hasMark } from '../bytes.ts';
import { pcmFormat } from '../pcm/pcm-format.ts';
import { readAiffHeader } from './header.ts';

/** AIFF and AIFF-C (Apple): PCM of 8 to 32 bits in both byte orders, float of 32 and 64, mu-law, A-law. */
export const aiff = pcmFormat(
  'aiff',
  (bytes) => hasMark(bytes, 0, 'FORM') && (hasMark(bytes, 8, 'AIFF') || hasMark(bytes, 8, 'AIFC')),
  readAiffHeader,
);
