import { corrupt, hasMark, truncated, viewOf } from '../bytes.ts';
import { pcmFormat, type PcmHeader } from '../pcm/pcm-format.ts';
import { readWavFormat } from '../wav/header.ts';

/** Chunks are named by GUIDs: the four letters of RIFF, then one of two fixed ends. */
const RIFF = 'riff\x2e\x91\xcf\x11\xa5\xd6\x28\xdb\x04\xc1\x00\x00';
const REST = '\xf3\xac\xd3\x11\x8c\xd1\x00\xc0\x4f\x8e\xdb\x8a';
const NAME_BYTES = 16;
const CHUNK_HEADER = 24;
/** Writers that cannot go back declare a size near the largest. */
const STREAMED_FROM = 2 ** 62;
/** riff with its size, then the name wave. */
const FIRST_CHUNK_AT = CHUNK_HEADER + NAME_BYTES;

/** Sony Wave64: WAV with sizes of 64 bits, which count the header of their chunk; chunks begin at multiples of 8. */
export const wave64 = pcmFormat(
  'wave64',
  (bytes) => hasMark(bytes, 0, RIFF) && hasMark(bytes, CHUNK_HEADER, `wave${REST}`),
  readHeader,
);

function readHeader(bytes: Uint8Array): PcmHeader {
  const view = viewOf(bytes);
  let format: ReturnType<typeof readWavFormat> | null = null;
  for (let at = FIRST_CHUNK_AT; at + CHUNK_HEADER <= bytes.length;) {
    const start = at + CHUNK_HEADER;
    const size = Number(view.getBigUint64(at + NAME_BYTES, true)) - CHUNK_HEADER;
    const present = bytes.length - start;
    const isData = hasMark(bytes, at, `data${REST}`);
    if (size < 0) throw corrupt('chunk smaller than its header');
    if (size > present && !(isData && size >= STREAMED_FROM)) throw truncated(size, present);
    if (hasMark(bytes, at, `fmt ${REST}`)) format = readWavFormat(view, start, size);
    if (isData) {
      if (!format) throw corrupt('data before fmt');
      const frames = Math.floor(Math.min(size, present) / (format.channels * format.bytesPerSample));
      return { ...format, dataStart: start, frames };
    }
    at = start + Math.ceil(size / 8) * 8;
  }
  throw truncated(CHUNK_HEADER, 0);
}
