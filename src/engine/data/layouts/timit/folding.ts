import { remembered } from '../../../core/remembered.ts';
import type { Utterance } from '../../dataset.ts';
import { foldTo39, foldTo48, phones61 } from './phones.ts';

/** Which symbols of a corpus are learnt, and as which of these they are scored. */
export interface Folding {
  /** Null: frames of it have no label. @param symbol as the corpus writes it */
  readonly toLearn: (symbol: string) => string | null;
  /** @param symbol as it is learnt */
  readonly toScore: (symbol: string) => string;
  readonly isTimit: boolean;
}

const asTheyAre: Folding = { toLearn: (symbol) => symbol, toScore: (symbol) => symbol, isTimit: false };

/**
 * TIMIT's 61 symbols are learnt as 48 and scored as 39 (Lee, Hon 1989): closures and pauses count as silence, and the
 * glottal stop is left out.
 */
const asTimit: Folding = { toLearn: foldTo48, toScore: (symbol) => foldTo39(symbol) ?? symbol, isTimit: true };

/** TIMIT's where nothing but its symbols are used; those of others stay as they are. */
export const foldingOf = remembered((utterances: readonly Utterance[]): Folding => {
  const known = new Set(phones61);
  return utterances.every(({ segments = [] }) => segments.every(({ symbol }) => known.has(symbol)))
    ? asTimit
    : asTheyAre;
});
