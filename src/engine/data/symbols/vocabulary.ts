import { countCodes, type SymbolCodes } from './symbol-codes.ts';
import type { Unit } from './units.ts';

/**
 * What can be said, as data: each symbol is a class of its own, in the order of its code units, and the blank of CTC is
 * the class after the last.
 */
export interface Vocabulary {
  readonly unit: Unit;
  readonly symbols: readonly string[];
  /** How often each one is said in what it was built from. */
  readonly counts: readonly number[];
}

/** More symbols than most languages have characters: an output layer of this size is most of a small net. */
const LARGE_VOCABULARY = 5000;

/** The symbols of training sentences. @param sentences in these codes */
export function vocabularyOf(sentences: readonly Int32Array[], codes: SymbolCodes): Vocabulary {
  const counts = countCodes(sentences, codes);
  const said = [...counts.keys()].filter((code) => counts[code]! > 0);
  const bySymbol = new Map(said.map((code) => [codes.symbols[code]!, counts[code]!]));
  const symbols = [...bySymbol.keys()].sort();
  return { unit: codes.unit, symbols, counts: symbols.map((symbol) => bySymbol.get(symbol)!) };
}

/** Classes of a net that says these symbols or nothing; the last is the blank. */
export function classesOf({ symbols }: Vocabulary): number {
  return symbols.length + 1;
}

/** What a large vocabulary costs. */
export interface LargeVocabulary {
  readonly symbols: number;
  /** Up to which a vocabulary is not called large. */
  readonly limit: number;
  /** Of the output layer; as many multiply-adds a frame. */
  readonly parameters: number;
}

/** Null for a vocabulary that is not large. @param width numbers that the output layer is given */
export function largeVocabulary(vocabulary: Vocabulary, width: number): LargeVocabulary | null {
  const symbols = vocabulary.symbols.length;
  if (symbols <= LARGE_VOCABULARY) return null;
  return { symbols, limit: LARGE_VOCABULARY, parameters: (width + 1) * classesOf(vocabulary) };
}
