import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NGram } from './n-gram.ts';

const SYMBOLS = 3;
const sentences = fc.array(fc.array(fc.integer({ min: 0, max: SYMBOLS - 1 }), { maxLength: 6 }), { maxLength: 6 });
const history = fc.array(fc.integer({ min: 0, max: SYMBOLS - 1 }), { maxLength: 5 });
const order = fc.integer({ min: 1, max: 4 });

/** By the definition, over all places of all sentences; -1 is the beginning, 3 the end. */
function naive(all: readonly number[][], context: readonly number[], symbol: number): number {
  const followers = all.flatMap((sentence) => {
    const line = [-1, ...sentence, SYMBOLS];
    return line.filter(
      (_, i) => i > 0 && i >= context.length && context.every((k, j) => line[i - context.length + j] === k),
    );
  });
  const different = new Set(followers).size;
  const shorter = context.length === 0 ? 1 / (SYMBOLS + 1) : naive(all, context.slice(1), symbol);
  if (followers.length === 0) return shorter;
  const count = followers.filter((k) => k === symbol).length;
  return (count + different * shorter) / (followers.length + different);
}

describe('an n-gram model', () => {
  it('is what its definition says', () => {
    fc.assert(
      fc.property(sentences, history, order, (all, before, order) => {
        const probabilities = new NGram(all, order, SYMBOLS).next(before).map(Math.exp);
        const context = order === 1 ? [] : [-1, ...before].slice(-(order - 1));
        probabilities.forEach((p, k) => expect(p).toBeCloseTo(naive(all, context, k), 12));
      }),
    );
  });

  it('shares out one, and leaves something to everything', () => {
    fc.assert(
      fc.property(sentences, history, order, (all, before, order) => {
        const probabilities = new NGram(all, order, SYMBOLS).next(before).map(Math.exp);
        expect(probabilities.length).toBe(SYMBOLS + 1);
        expect(probabilities.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12);
        expect(Math.min(...probabilities)).toBeGreaterThan(0);
      }),
    );
  });

  it('knows how sentences begin and end', () => {
    const model = new NGram(
      [
        [0, 1],
        [0, 1],
        [0, 1, 0, 1],
      ],
      2,
      SYMBOLS,
    );
    // Of nothing but 0 at the beginning: (3 + 1 P(0)) / (3 + 1); P(0) = (4 + 3 / 4) / (11 + 3).
    expect(Math.exp(model.next([])[0]!)).toBeCloseTo((3 + (4 + 3 / 4) / 14) / 4, 12);
    const [, , , end] = model.next([0, 1]);
    expect(end).toBe(Math.max(...model.next([0, 1])));
  });

  it('without sentences takes all symbols alike', () => {
    expect([...new NGram([], 3, SYMBOLS).next([1])].map(Math.exp)).toEqual(Array(4).fill(expect.closeTo(0.25, 12)));
  });
});
