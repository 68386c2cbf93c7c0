import { StudioError } from '../../core/errors.ts';
import { corrupt, textOf, truncated } from '../bytes.ts';
import type { PcmHeader } from '../pcm/pcm-format.ts';
import { isPcm, type PcmEncoding } from '../pcm/samples.ts';

export const SPHERE_MARK = 'NIST_1A\n';
/** The mark is followed by the length of the header, right-aligned in 7 characters and a line end. */
const SIZE_END = SPHERE_MARK.length + 8;
const MAX_HEADER_BYTES = 2 ** 16;

const encodings = new Map<string, PcmEncoding>([
  ['pcm', 'signed'],
  ['ulaw', 'mu-law'],
  ['mu-law', 'mu-law'],
  ['alaw', 'a-law'],
]);

/** @throws StudioError `file/truncated`, `file/corrupt`, `file/unknown-codec`, `file/shorten` */
export function readSphereHeader(bytes: Uint8Array): PcmHeader {
  const size = Number(textOf(bytes.subarray(SPHERE_MARK.length, SIZE_END)));
  if (!Number.isInteger(size) || size < SIZE_END || size > MAX_HEADER_BYTES) throw corrupt('SPHERE header size');
  if (bytes.length < size) throw truncated(size, bytes.length);
  const fields = readFields(textOf(bytes.subarray(SIZE_END, size)));
  const channels = numberIn(fields, 'channel_count', 1);
  const bytesPerSample = numberIn(fields, 'sample_n_bytes', 2);
  const encoding = encodingOf(fields.get('sample_coding') ?? 'pcm');
  if (channels === 0 || !isPcm(encoding, bytesPerSample)) throw corrupt(`${bytesPerSample} bytes a sample`);
  const present = Math.floor((bytes.length - size) / (channels * bytesPerSample));
  // Of a channel; left out or 0 where the writer could not know.
  const declared = numberIn(fields, 'sample_count', 0);
  if (declared > present) throw truncated(declared, present);
  return {
    encoding,
    bytesPerSample,
    littleEndian: isLittleEndian(fields.get('sample_byte_format'), bytesPerSample),
    channels,
    sampleRateHz: numberIn(fields, 'sample_rate', 0),
    dataStart: size,
    frames: declared || present,
  };
}

/** Lines `name -type value` up to `end_head`; those without a value are comments. */
function readFields(text: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (const line of text.split('\n')) {
    if (line.trim() === 'end_head') return fields;
    const [, name, value] = /^(\S+)\s+-(?:i|r|s\d+)\s+(.*\S)/.exec(line) ?? [];
    if (name !== undefined && value !== undefined) fields.set(name, value);
  }
  throw corrupt('no end_head');
}

function numberIn(fields: ReadonlyMap<string, string>, name: string, fallback: number): number {
  const text = fields.get(name);
  const value = text === undefined ? fallback : Number(text);
  if (!Number.isSafeInteger(value) || value < 0) throw corrupt(name);
  return value;
}

/** `pcm`, or `ulaw,embedded-shorten-v2.00`. */
function encodingOf(coding: string): PcmEncoding {
  const [name = '', ...compressions] = coding.toLowerCase().split(',');
  if (compressions.some((compression) => compression.includes('shorten'))) throw new StudioError('file/shorten');
  const encoding = encodings.get(name);
  if (!encoding || compressions.length > 0) throw new StudioError('file/unknown-codec', { codec: `SPHERE ${coding}` });
  return encoding;
}

/** The places of the bytes by weight: `01` has the lowest first, and so has what sox writes for three bytes. */
function isLittleEndian(format: string | undefined, bytesPerSample: number): boolean {
  if (bytesPerSample === 1 || format?.startsWith('01')) return true;
  if (format?.endsWith('10')) return false;
  throw corrupt(`sample_byte_format ${format ?? ''}`);
}
