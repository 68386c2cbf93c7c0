import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  alignTexts,
  countErrors,
  errorRate,
  errorsIn,
  frequentConfusions,
  scoredUnits,
  totalErrors,
} from './error-rates.ts';
import type { ScoredUnit } from '../data/symbols/units.ts';

const counts = (said: string, heard: string, unit: ScoredUnit) => countErrors(alignTexts(said, heard, unit));

describe('error rates', () => {
  it('count words, characters with the spaces between words, and folded phones', () => {
    expect(counts('the cat sat', 'the hat sat down', 'words')).toEqual({
      ...{ substituted: 1, deleted: 0, inserted: 1, symbols: 3 },
    });
    expect(counts('a cat', 'acat', 'characters')).toEqual({ substituted: 0, deleted: 1, inserted: 0, symbols: 5 });
    // A closure is silence, ix is ih, and the glottal stop is nothing.
    expect(counts('h# bcl b ix q ax-h', 'sil sil b ih ah', 'timit-phones')).toEqual({
      ...{ substituted: 0, deleted: 0, inserted: 0, symbols: 5 },
    });
    expect(scoredUnits('zh q', 'timit-phones')).toEqual(['sh']);
    // In another corpus these are phones of their own.
    expect(scoredUnits('zh q', 'phones')).toEqual(['zh', 'q']);
  });

  it('are those of the whole corpus, not the mean of the utterances', () => {
    const all = totalErrors([counts('a b c d', 'a b c d', 'words'), counts('a', 'b c', 'words')]);
    expect(all).toEqual({ substituted: 1, deleted: 0, inserted: 1, symbols: 5 });
    expect(errorRate(all)).toBe(40);
    expect(errorRate(totalErrors([]))).toBeNull();
    expect(errorRate(counts('a', 'b c d', 'words'))).toBe(300);
    expect(errorRate(counts('', 'a', 'words'))).toBeNull();
  });

  it('obey what distances obey', () => {
    const text = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 7 }).map((words) => words.join(' '));
    fc.assert(
      fc.property(text, text, text, (a, b, c) => {
        const distance = (x: string, y: string): number => errorsIn(counts(x, y, 'words'));
        expect(distance(a, a)).toBe(0);
        expect(distance(a, b)).toBe(distance(b, a));
        expect(distance(a, b) === 0).toBe(a === b);
        expect(distance(a, c)).toBeLessThanOrEqual(distance(a, b) + distance(b, c));
        const [long, short] = [scoredUnits(a, 'words').length, scoredUnits(b, 'words').length];
        expect(distance(a, b)).toBeGreaterThanOrEqual(Math.abs(long - short));
        expect(distance(a, b)).toBeLessThanOrEqual(Math.max(long, short));
      }),
    );
  });
});

describe('frequent confusions', () => {
  it('come by how often they are, then in order, what is missing last', () => {
    const pairs = [
      alignTexts('five nine', 'nine nine', 'words'),
      alignTexts('five two', 'nine to', 'words'),
      alignTexts('one', 'one oh', 'words'),
      alignTexts('two one', 'one', 'words'),
    ];
    expect(frequentConfusions(pairs, 10)).toEqual([
      { reference: 'five', hypothesis: 'nine', count: 2 },
      { reference: 'two', hypothesis: 'to', count: 1 },
      { reference: 'two', hypothesis: null, count: 1 },
      { reference: null, hypothesis: 'oh', count: 1 },
    ]);
    expect(frequentConfusions(pairs, 1).length).toBe(1);
  });
});
