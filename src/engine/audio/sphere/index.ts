import { hasMark } from '../bytes.ts';
import { pcmFormat } from '../pcm/pcm-format.ts';
import { readSphereHeader, SPHERE_MARK } from './header.ts';

/** NIST SPHERE, of TIMIT and other corpora of the LDC: PCM of 8 to 32 bits in both byte orders, mu-law, A-law. */
export const sphere = pcmFormat('sphere', (bytes) => hasMark(bytes, 0, SPHERE_MARK), readSphereHeader);
