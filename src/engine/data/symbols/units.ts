/** What an utterance is written in. */
export const units = ['characters', 'words', 'phones'] as const;
export type Unit = (typeof units)[number];
/** What errors are counted in: TIMIT's phones are told less finely than they are learnt. */
export type ScoredUnit = Unit | 'timit-phones';

/**
 * A text in its units. Characters are Unicode's code points in composed form (NFC), the same in every browser, with one
 * space between words; a Chinese character is one, and so is what a mark cannot be composed with. Words and phones stand
 * between white space.
 */
export function unitsOf(text: string, unit: Unit): string[] {
  const words = text
    .normalize('NFC')
    .split(/\s+/u)
    .filter((word) => word !== '');
  return unit === 'characters' ? Array.from(words.join(' ')) : words;
}

/** The text that units make. */
export function textOf(symbols: readonly string[], unit: Unit): string {
  return symbols.join(unit === 'characters' ? '' : ' ');
}
