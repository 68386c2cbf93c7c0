/** What an utterance is written in. */
export const units = ['characters', 'words', 'phones'] as const;
export type Unit = (typeof units)[number];
/** What errors are counted in: TIMIT's phones are told less finely than they are learnt. */
export type ScoredUnit = Unit | 'timit-phones';

const UNTIDY = /^ | $| {2}|[^\S ]/u;

/** A text composed (NFC), with one space between words and none about them. */
export function tidied(text: string): string {
  const composed = text.normalize('NFC');
  return UNTIDY.test(composed) ? composed.split(/\s+/u).filter(Boolean).join(' ') : composed;
}

/**
 * A text in its units. Characters are Unicode's code points in composed form (NFC), the same in every browser, with one
 * space between words; a Chinese character is one, and so is what a mark cannot be composed with. Words and phones stand
 * between white space.
 */
export function unitsOf(text: string, unit: Unit): string[] {
  const tidy = tidied(text);
  if (unit === 'characters') return Array.from(tidy);
  return tidy === '' ? [] : tidy.split(' ');
}

/** The text that units make. */
export function textOf(symbols: readonly string[], unit: Unit): string {
  return symbols.join(unit === 'characters' ? '' : ' ');
}
