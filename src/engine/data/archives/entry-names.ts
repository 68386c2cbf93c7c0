import { analyse } from 'chardet';

/** A name whose encoding the archive does not tell. */
export interface RawName {
  readonly bytes: Uint8Array;
  /** As UTF-8, or where it is none, as the format's own encoding of old. */
  readonly otherwise: string;
}

export type EntryName = string | RawName;

/** Names that are looked at to find their encoding: enough to tell. */
const SAMPLE_BYTES = 2 ** 16;
/** East Asian encodings have rules that hardly anything else obeys by chance. */
const EAST_ASIAN = /^(GB18030|Big5|EUC-|Shift_JIS)/;
const EAST_ASIAN_CONFIDENCE = 50;
/** Alphabets of a byte a letter are told by how frequent letters are: a name or two says little. */
const ALPHABET_CONFIDENCE = 25;
const ALPHABET_LEAD = 10;
/** Letters of one kind in a row: foreign words have many, a Western one has an accent here and there. */
const FOREIGN_RUN = 2.5;

const utf8 = decoderOf('utf-8')!;

/** @param old reads what is not UTF-8 */
export function entryName(bytes: Uint8Array, old: (bytes: Uint8Array) => string): EntryName {
  const name = utf8(bytes) ?? old(bytes);
  return bytes.every((byte) => byte < 0x80) ? name : { bytes: bytes.slice(), otherwise: name };
}

/**
 * How the names of an archive are to be read: those that it says nothing about as UTF-8 where all of them are (two
 * letters of another encoding may be by chance), else all in the one encoding that fits them best, if any does.
 */
export function nameReader(names: readonly EntryName[]): (name: EntryName) => string {
  const raw = names.flatMap((name) => (typeof name === 'string' ? [] : [name.bytes]));
  const decode = raw.every((bytes) => utf8(bytes) !== null) ? null : bestDecoder(sampleOf(raw));
  return (name) => (typeof name === 'string' ? name : (decode?.(name.bytes) ?? name.otherwise));
}

function sampleOf(names: readonly Uint8Array[]): readonly Uint8Array[] {
  let bytes = 0;
  return names.filter(({ length }) => (bytes += length) <= SAMPLE_BYTES);
}

type Decode = (bytes: Uint8Array) => string | null;

function bestDecoder(names: readonly Uint8Array[]): Decode | null {
  const sample = joined(names);
  const eastAsian = analyse(sample).filter(
    ({ name, confidence }) => EAST_ASIAN.test(name) && confidence >= EAST_ASIAN_CONFIDENCE,
  );
  const guesses = eastAsian.length > 0 ? eastAsian : alphabets(sample);
  for (const { name } of guesses) {
    const decode = decoderOf(name);
    if (decode && names.every((bytes) => decode(bytes) !== null)) return decode;
  }
  return null;
}

/** The one alphabet that stands out, if any does. */
function alphabets(sample: Uint8Array): { readonly name: string }[] {
  const isForeign = (byte: number | undefined): boolean => byte !== undefined && byte > 0x7f;
  const foreign = sample.filter(isForeign).length;
  const runs = sample.filter((byte, i) => isForeign(byte) && !isForeign(sample[i - 1])).length;
  if (foreign < FOREIGN_RUN * runs) return [];
  // Latin letters in the names (`speaker`, `wav`) would speak for their own encodings.
  const [best, next] = analyse(sample.map((byte) => (isForeign(byte) ? byte : 0x20)));
  const standsOut =
    best && best.confidence >= ALPHABET_CONFIDENCE && best.confidence >= ALPHABET_LEAD + (next?.confidence ?? 0);
  return standsOut ? [best] : [];
}

/** Null where this machine does not know the encoding. */
function decoderOf(encoding: string): Decode | null {
  let decoder: TextDecoder;
  try {
    decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
  } catch {
    return null;
  }
  return (bytes) => {
    try {
      return decoder.decode(bytes);
    } catch {
      return null;
    }
  };
}

/** With line feeds between, which end a letter in every encoding. */
function joined(names: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(names.reduce((sum, { length }) => sum + length + 1, 0)).fill(0x0a);
  let at = 0;
  for (const name of names) {
    whole.set(name, at);
    at += name.length + 1;
  }
  return whole;
}
