import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GreedyDecoder, greedyDecode } from './greedy.ts';

/** Logits whose likeliest classes are these. */
const logitsOf = (path: readonly number[], classes: number): Float32Array =>
  Float32Array.from(path.flatMap((best) => Array.from({ length: classes }, (_, k) => (k === best ? 1 : -k))));

describe('greedy decoding', () => {
  it('joins repeats and leaves blanks out, and says where symbols are', () => {
    expect(greedyDecode(logitsOf([0, 2, 2, 0, 2, 1, 1, 1, 0], 3), 3, 0)).toEqual([
      { symbol: 2, start: 1, end: 3 },
      { symbol: 2, start: 4, end: 5 },
      { symbol: 1, start: 5, end: 8 },
    ]);
    expect(greedyDecode(logitsOf([0, 2, 2, 0], 3), 3, 2)).toEqual([
      { symbol: 0, start: 0, end: 1 },
      { symbol: 0, start: 3, end: 4 },
    ]);
    expect(greedyDecode(new Float32Array(0), 3, 0)).toEqual([]);
  });

  it('says what the path says, whatever it is', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 3 })), fc.integer({ min: 0, max: 3 }), (path, blank) => {
        const symbols = greedyDecode(logitsOf(path, 4), 4, blank).map(({ symbol }) => symbol);
        expect(symbols).toEqual(path.filter((k, t) => k !== blank && k !== path[t - 1]));
      }),
    );
  });

  it('says the same of frames in pieces', () => {
    const cut = fc.array(fc.array(fc.integer({ min: 0, max: 2 }), { maxLength: 5 }), { maxLength: 6 });
    fc.assert(
      fc.property(cut, (pieces) => {
        const decoder = new GreedyDecoder(3, 0);
        for (const piece of pieces) decoder.push(logitsOf(piece, 3));
        expect(decoder.spans).toEqual(greedyDecode(logitsOf(pieces.flat(), 3), 3, 0));
      }),
    );
  });

  it('takes the lowest class of a tie and no class where there is no number', () => {
    expect(greedyDecode(Float32Array.of(1, 2, 2), 3, 0)).toEqual([{ symbol: 1, start: 0, end: 1 }]);
    expect(() => greedyDecode(Float32Array.of(1, NaN, 2), 3, 0)).toThrow('train/not-finite');
  });
});
