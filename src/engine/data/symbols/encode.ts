import { inCodeUnitOrder } from '../../core/code-unit-order.ts';
import { countCodes, type SymbolCodes } from './symbol-codes.ts';
import type { Vocabulary } from './vocabulary.ts';

export interface EncodedSentences {
  /** Classes of the symbols of all sentences, one after another; those that the vocabulary does not have are left out. */
  readonly labels: Int32Array;
  /** How many of them each sentence has. */
  readonly counts: Int32Array;
}

const UNKNOWN = -1;

/** Sentences as classes. @param sentences in these codes */
export function encodeSentences(
  sentences: readonly Int32Array[],
  codes: SymbolCodes,
  vocabulary: Vocabulary,
): EncodedSentences {
  const classOf = classesOfCodes(codes, vocabulary);
  const labels = new Int32Array(sentences.reduce((sum, { length }) => sum + length, 0));
  const counts = new Int32Array(sentences.length);
  let end = 0;
  sentences.forEach((sentence, i) => {
    const start = end;
    for (const code of sentence) if (classOf[code] !== UNKNOWN) labels[end++] = classOf[code]!;
    counts[i] = end - start;
  });
  return { labels: labels.slice(0, end), counts };
}

/** Symbols that a vocabulary does not have, and how often they are said. */
export type UnknownSymbols = readonly { readonly symbol: string; readonly count: number }[];

/** The most frequent first; of equals in the order of their code units. @param sentences in these codes */
export function unknownSymbols(
  sentences: readonly Int32Array[],
  codes: SymbolCodes,
  vocabulary: Vocabulary,
): UnknownSymbols {
  const classOf = classesOfCodes(codes, vocabulary);
  const counts = countCodes(sentences, codes);
  return codes.symbols
    .map((symbol, code) => ({ symbol, count: classOf[code] === UNKNOWN ? counts[code]! : 0 }))
    .filter(({ count }) => count > 0)
    .toSorted((a, b) => b.count - a.count || inCodeUnitOrder(a.symbol, b.symbol));
}

function classesOfCodes({ symbols }: SymbolCodes, vocabulary: Vocabulary): Int32Array {
  const classOf = new Map(vocabulary.symbols.map((symbol, k) => [symbol, k]));
  return Int32Array.from(symbols, (symbol) => classOf.get(symbol) ?? UNKNOWN);
}
