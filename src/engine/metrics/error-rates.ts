import { inCodeUnitOrder } from '../core/code-unit-order.ts';
import type { ErrorRateId } from '../data/sequences.ts';
import { unitsOf, type ScoredUnit } from '../data/symbols/units.ts';
import { foldTo39 } from '../data/layouts/timit/phones.ts';
import { align, type AlignedPair } from './alignment.ts';

/** What each rate counts. */
export const unitOf: Readonly<Record<ErrorRateId, ScoredUnit>> = { wer: 'words', cer: 'characters', per: 'phones' };

/** How one utterance, or many, differ from what was said. */
export interface ErrorCounts {
  readonly substituted: number;
  readonly deleted: number;
  readonly inserted: number;
  /** Of what was said. */
  readonly symbols: number;
}

export function countErrors(pairs: readonly AlignedPair<unknown>[]): ErrorCounts {
  const count = (kind: string): number => pairs.filter((pair) => pair.kind === kind).length;
  const [substituted, deleted, inserted] = [count('substituted'), count('deleted'), count('inserted')];
  return { substituted, deleted, inserted, symbols: pairs.length - inserted };
}

/** Of all utterances together: long ones count for more. */
export function totalErrors(counts: readonly ErrorCounts[]): ErrorCounts {
  const sum = (key: keyof ErrorCounts): number => counts.reduce((total, each) => total + each[key], 0);
  return {
    substituted: sum('substituted'),
    deleted: sum('deleted'),
    inserted: sum('inserted'),
    symbols: sum('symbols'),
  };
}

export function errorsIn({ substituted, deleted, inserted }: ErrorCounts): number {
  return substituted + deleted + inserted;
}

/** Percent, above 100 where more is heard than said; null where nothing was said. */
export function errorRate(counts: ErrorCounts): number | null {
  return counts.symbols === 0 ? null : (100 * errorsIn(counts)) / counts.symbols;
}

/**
 * A text as it is scored: words for WER, characters and the spaces between words for CER, phones for PER; those of TIMIT are
 * folded to 39, without the glottal stop (Lee, Hon 1989). Texts are compared as they are: whoever wants case or punctuation not to count
 * takes them out of both before.
 */
export function scoredUnits(text: string, unit: ScoredUnit): string[] {
  if (unit !== 'timit-phones') return unitsOf(text, unit);
  return unitsOf(text, 'phones').flatMap((phone) => foldTo39(phone) ?? []);
}

/** What was said against what was heard, unit by unit. */
export function alignTexts(reference: string, hypothesis: string, unit: ScoredUnit): AlignedPair<string>[] {
  return align(scoredUnits(reference, unit), scoredUnits(hypothesis, unit));
}

/** What was taken for what; null: left out, or made up. */
export interface SymbolConfusion {
  readonly reference: string | null;
  readonly hypothesis: string | null;
  readonly count: number;
}

/** The most frequent errors, the most frequent first; of equals by what was said, then by what was heard. */
export function frequentConfusions(
  alignments: Iterable<readonly AlignedPair<string>[]>,
  most: number,
): SymbolConfusion[] {
  const found = new Map<string, { reference: string | null; hypothesis: string | null; count: number }>();
  for (const pairs of alignments)
    for (const { kind, reference, hypothesis } of pairs) {
      if (kind === 'equal') continue;
      const key = JSON.stringify([reference, hypothesis]);
      const known = found.get(key);
      if (known) known.count++;
      else found.set(key, { reference, hypothesis, count: 1 });
    }
  return [...found.values()]
    .toSorted((a, b) => b.count - a.count || inOrder(a.reference, b.reference) || inOrder(a.hypothesis, b.hypothesis))
    .slice(0, most);
}

/** Nothing comes last. */
function inOrder(a: string | null, b: string | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return inCodeUnitOrder(a, b);
}
