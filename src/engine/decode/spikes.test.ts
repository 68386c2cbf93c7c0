import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { greedyDecode } from './greedy.ts';
import { compareSpikes } from '../metrics/compare-spikes.ts';
import { spikesOf, type Spike } from './spikes.ts';

/** Logits of two symbols and, last, the blank, from their probabilities. */
const logitsOf = (...frames: [number, number, number][]): Float32Array =>
  Float32Array.from(frames.flat().map((p) => Math.log(p) + 2));

describe('spikes', () => {
  it('are where symbols are the likeliest class, with how likely they are at most', () => {
    const { spikes, blankShare, blankProbability } = spikesOf(
      logitsOf([0.1, 0.1, 0.8], [0.5, 0.1, 0.4], [0.7, 0.1, 0.2], [0.1, 0.6, 0.3], [0.2, 0.2, 0.6]),
      3,
      2,
    );
    expect(spikes).toEqual([
      { symbol: 0, start: 1, end: 3, peak: 2, probability: expect.closeTo(0.7, 6) as number },
      { symbol: 1, start: 3, end: 4, peak: 3, probability: expect.closeTo(0.6, 6) as number },
    ]);
    expect(blankShare).toBeCloseTo(0.4, 12);
    expect(blankProbability).toBeCloseTo((0.8 + 0.4 + 0.2 + 0.3 + 0.6) / 5, 6);
  });

  it('are what greedy decoding says, each within its span, and none without frames', () => {
    const logits = fc.array(fc.float({ min: -9, max: 9, noNaN: true }), { maxLength: 40 }).map((values) => {
      return Float32Array.from(values.slice(0, values.length - (values.length % 4)));
    });
    fc.assert(
      fc.property(logits, fc.nat(3), (logits, blank) => {
        const { spikes, blankShare, blankProbability } = spikesOf(logits, 4, blank);
        expect(spikes.map(({ symbol, start, end }) => ({ symbol, start, end }))).toEqual(
          greedyDecode(logits, 4, blank),
        );
        for (const { start, end, peak, probability } of spikes) {
          expect(peak).toBeGreaterThanOrEqual(start);
          expect(peak).toBeLessThan(end);
          // The likeliest of four.
          expect(probability).toBeGreaterThanOrEqual(0.25 - 1e-9);
        }
        for (const share of [blankShare, blankProbability]) {
          expect(share).toBeGreaterThanOrEqual(0);
          expect(share).toBeLessThanOrEqual(1);
        }
      }),
    );
    expect(spikesOf(new Float32Array(0), 4, 0)).toEqual({ spikes: [], blankShare: 0, blankProbability: 0 });
    expect(() => spikesOf(Float32Array.of(NaN, 1), 2, 0)).toThrow('train/not-finite');
  });
});

describe('spikes of two nets', () => {
  const spike = (symbol: number, peak: number): Spike => {
    return { symbol, start: peak, end: peak + 1, peak, probability: 0.9 };
  };

  it('are paired where both say the same', () => {
    const one = [spike(0, 3), spike(1, 8), spike(0, 12), spike(2, 20)];
    const other = [spike(0, 5), spike(1, 7), spike(1, 12), spike(2, 20), spike(1, 25)];
    const { pairs, missing, extra } = compareSpikes(one, other);
    expect(pairs.map(({ one, offset }) => `${one.symbol} ${offset}`)).toEqual(['0 2', '1 -1', '2 0']);
    expect(missing).toEqual([one[2]]);
    expect(extra).toEqual([other[2], other[4]]);
  });

  it('lose and make up nothing', () => {
    const some = fc.array(fc.nat(2), { maxLength: 8 }).map((symbols) => symbols.map((k, i) => spike(k, 3 * i)));
    fc.assert(
      fc.property(some, some, (one, other) => {
        const { pairs, missing, extra } = compareSpikes(one, other);
        const byPeak = (spikes: Spike[]): Spike[] => spikes.toSorted((a, b) => a.peak - b.peak);
        expect(byPeak([...pairs.map((pair) => pair.one), ...missing])).toEqual(one);
        expect(byPeak([...pairs.map((pair) => pair.other), ...extra])).toEqual(other);
        for (const { one, other } of pairs) expect(one.symbol).toBe(other.symbol);
        const same = one.map((each) => ({ one: each, other: each, offset: 0 }));
        expect(compareSpikes(one, one)).toEqual({ pairs: same, missing: [], extra: [] });
      }),
    );
  });
});
