import { inCodeUnitOrder } from '../../core/code-unit-order.ts';
import { tidied } from './units.ts';

export interface NormaliserSettings {
  readonly case: 'keep' | 'lower' | 'upper';
  /** `remove`: a space takes the place of punctuation and signs, nothing beside writing without spaces. */
  readonly punctuation: 'keep' | 'remove';
  /** `spell`: each of 0 to 9 by itself becomes its English word, in lower case where case is kept. */
  readonly digits: 'keep' | 'spell';
}

/** What the normaliser did, all texts together. */
export interface Replaced {
  readonly what: 'case' | 'punctuation' | 'digits';
  readonly from: string;
  readonly to: string;
  readonly count: number;
}

export interface NormalisedTexts {
  readonly texts: readonly string[];
  /** The most frequent first; of equals by what was replaced, then by what took its place, in the order of code units. */
  readonly replaced: readonly Replaced[];
  /** Texts that are not as they were, white space among what counts. */
  readonly changed: number;
}

const DIGITS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
const PUNCTUATION = /^[\p{P}\p{S}]$/u;
const APOSTROPHE = /^['’‘ʼ＇]$/u;
const LETTER = /^[\p{L}\p{M}]$/u;
/** Written without spaces between words. */
const UNSPACED = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]$/u;

/** Whether more than half of the letters are of writing that knows no spaces. @param counts of characters */
export function isMostlyUnspaced(counts: Iterable<readonly [character: string, count: number]>): boolean {
  let [letters, unspaced] = [0, 0];
  for (const [character, count] of counts) {
    if (LETTER.test(character)) letters += count;
    if (UNSPACED.test(character)) unspaced += count;
  }
  return unspaced > letters / 2;
}

/** What becomes of a stretch of text without white space. */
interface NormalisedWord {
  /** Several words, with single spaces, or none. */
  readonly text: string;
  readonly replaced: readonly Omit<Replaced, 'count'>[];
  times: number;
}

/**
 * Texts as they are to be learnt and scored: composed (NFC), with single spaces, and what the settings ask for.
 * An apostrophe within a word belongs to it (and becomes the plain one). Case is that of each character by itself, the
 * same in every language.
 */
export function normaliseTexts(texts: readonly string[], settings: NormaliserSettings): NormalisedTexts {
  // Nothing reaches over white space, and a corpus says the same words over and over.
  const words = new Map<string, NormalisedWord>();
  const wordOf = (written: string): NormalisedWord => {
    let word = words.get(written);
    if (!word) words.set(written, (word = { ...normaliseWord(written, settings), times: 0 }));
    word.times++;
    return word;
  };
  const normalised = texts.map((text) => {
    const parts = text.split(/\s+/u).map((written) => wordOf(written).text);
    return parts.filter((part) => part !== '').join(' ');
  });
  return {
    texts: normalised,
    replaced: totalOf(words.values()),
    changed: texts.filter((text, i) => text !== normalised[i]).length,
  };
}

function normaliseWord(written: string, settings: NormaliserSettings): Pick<NormalisedWord, 'text' | 'replaced'> {
  const replaced: Omit<Replaced, 'count'>[] = [];
  const note = (what: Replaced['what'], from: string, to: string): string => {
    if (from !== to) replaced.push({ what, from, to });
    return to;
  };
  const characters = Array.from(written.normalize('NFC'));
  const parts = characters.map((own, i) => {
    const [before = ' ', after = ' '] = [characters[i - 1], characters[i + 1]];
    if (settings.punctuation === 'remove' && (PUNCTUATION.test(own) || APOSTROPHE.test(own)))
      return note('punctuation', own, instead(own, before, after));
    if (settings.digits === 'spell' && /^[0-9]$/.test(own))
      return ` ${note('digits', own, cased(DIGITS[Number(own)]!, settings.case))} `;
    return note('case', own, cased(own, settings.case));
  });
  return { text: tidied(parts.join('')), replaced };
}

function totalOf(words: Iterable<NormalisedWord>): Replaced[] {
  const totals = new Map<string, { -readonly [Key in keyof Replaced]: Replaced[Key] }>();
  for (const { replaced, times } of words)
    for (const one of replaced) {
      const key = JSON.stringify([one.what, one.from, one.to]);
      const known = totals.get(key);
      if (known) known.count += times;
      else totals.set(key, { ...one, count: times });
    }
  return [...totals.values()].toSorted(
    (a, b) => b.count - a.count || inCodeUnitOrder(a.from, b.from) || inCodeUnitOrder(a.to, b.to),
  );
}

function instead(mark: string, before: string, after: string): string {
  if (APOSTROPHE.test(mark) && LETTER.test(before) && LETTER.test(after)) return "'";
  return UNSPACED.test(before) || UNSPACED.test(after) ? '' : ' ';
}

function cased(character: string, wanted: NormaliserSettings['case']): string {
  if (wanted === 'keep') return character;
  return wanted === 'lower' ? character.toLowerCase() : character.toUpperCase();
}
