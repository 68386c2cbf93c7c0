import { inCodeUnitOrder } from '../../core/code-unit-order.ts';
import { framesNeeded } from '../../tensor/ops/ctc-states.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Why an utterance cannot be learnt from by CTC. */
export const encodingProblems = ['no-text', 'unknown-symbols', 'too-many-symbols'] as const;
export type EncodingProblem = (typeof encodingProblems)[number];

export interface EncodedSentences {
  /** Classes of the symbols of each sentence; the reason where there are none to learn from. */
  readonly labels: readonly (Int32Array | EncodingProblem)[];
  /** How many sentences each problem leaves out. */
  readonly leftOut: Readonly<Record<EncodingProblem, number>>;
  /** Symbols that the vocabulary does not have, the most frequent first; of equals in the order of their code units. */
  readonly unknown: readonly { readonly symbol: string; readonly count: number }[];
}

/**
 * Sentences as classes.
 * @param sentences in units: see `unitsOf`
 * @param frames of the net's output for each sentence: with fewer than its symbols need it has no path
 */
export function encodeSentences(
  sentences: readonly (readonly string[])[],
  vocabulary: Vocabulary,
  frames: ArrayLike<number>,
): EncodedSentences {
  const classOf = new Map(vocabulary.symbols.map((symbol, k) => [symbol, k]));
  const unknown = new Map<string, number>();
  const labels = sentences.map((sentence, i): Int32Array | EncodingProblem => {
    if (sentence.length === 0) return 'no-text';
    const strange = sentence.filter((symbol) => !classOf.has(symbol));
    for (const symbol of strange) unknown.set(symbol, (unknown.get(symbol) ?? 0) + 1);
    if (strange.length > 0) return 'unknown-symbols';
    const classes = Int32Array.from(sentence, (symbol) => classOf.get(symbol)!);
    return framesNeeded(classes) > frames[i]! ? 'too-many-symbols' : classes;
  });
  const leftOut = { 'no-text': 0, 'unknown-symbols': 0, 'too-many-symbols': 0 };
  for (const label of labels) if (typeof label === 'string') leftOut[label]++;
  return {
    labels,
    leftOut,
    unknown: Array.from(unknown, ([symbol, count]) => ({ symbol, count })).toSorted(
      (a, b) => b.count - a.count || inCodeUnitOrder(a.symbol, b.symbol),
    ),
  };
}

/** The symbols of classes, the blank left out. */
export function decodeClasses(classes: ArrayLike<number>, vocabulary: Vocabulary): string[] {
  return Array.from(classes).flatMap((k) => vocabulary.symbols[k] ?? []);
}
