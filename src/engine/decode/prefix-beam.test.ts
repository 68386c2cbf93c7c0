import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Rng } from '../core/rng.ts';
import { logSoftmaxRow } from '../metrics/log-softmax.ts';
import { greedyDecode } from './greedy.ts';
import { NGram } from './n-gram.ts';
import { beamDecode, PrefixBeam, type BeamOptions } from './prefix-beam.ts';

interface Case {
  readonly frames: number;
  readonly classes: number;
  readonly blank: number;
  readonly logits: Float32Array;
}

const cases = fc
  .record({
    frames: fc.integer({ min: 0, max: 5 }),
    classes: fc.integer({ min: 2, max: 4 }),
    seed: fc.integer({ min: 1, max: 1e6 }),
    scale: fc.constantFrom(0.5, 2, 8),
  })
  .map(({ frames, classes, seed, scale }): Case => {
    const rng = Rng.fromSeed(seed);
    const logits = Float32Array.from({ length: frames * classes }, () => scale * rng.normal());
    return { frames, classes, blank: rng.int(classes), logits };
  });

/** The probability of every sequence of symbols, from every path there is. */
function ofAllSequences({ frames, classes, blank, logits }: Case): Map<string, number> {
  const rows = Array.from({ length: frames }, (_, t) => {
    const row = new Float64Array(classes);
    logSoftmaxRow(logits, t, 1, row);
    return row.map(Math.exp);
  });
  const sums = new Map<string, number>();
  for (let path = 0; path < classes ** frames; path++) {
    const symbols = Array.from({ length: frames }, (_, t) => Math.floor(path / classes ** t) % classes);
    const said = symbols.filter((k, t) => k !== blank && k !== symbols[t - 1]).join();
    const probability = symbols.reduce((product, k, t) => product * rows[t]![k]!, 1);
    sums.set(said, (sums.get(said) ?? 0) + probability);
  }
  return sums;
}

/** Wider than there are beginnings. */
const WIDE = 1000;
const decode = ({ logits, classes, blank }: Case, options: Partial<BeamOptions>, count = 1) =>
  beamDecode(logits, classes, count, { width: WIDE, blank, ...options });

describe('prefix beam search', () => {
  it('with a beam as wide as all beginnings finds every sequence with its whole probability', () => {
    fc.assert(
      fc.property(cases, (known) => {
        const sums = ofAllSequences(known);
        const found = decode(known, {}, WIDE);
        expect(found.length).toBe(sums.size);
        for (const { symbols, logProbability, score } of found) {
          expect(Math.exp(logProbability)).toBeCloseTo(sums.get(symbols.join())!, 10);
          expect(score).toBe(logProbability);
        }
        expect(Math.exp(found[0]!.logProbability)).toBeCloseTo(Math.max(...sums.values()), 10);
      }),
    );
  });

  it('with a language model finds the best of all sequences by the sum of both', () => {
    fc.assert(
      fc.property(
        cases,
        fc.double({ min: 0, max: 2, noNaN: true }),
        fc.double({ min: -1, max: 2, noNaN: true }),
        (known, weight, bonus) => {
          const symbols = known.classes - 1;
          const model = new NGram([[0], [0, 0], [symbols - 1, 0]], 3, symbols);
          const scoreOf = (said: string, probability: number): number => {
            const sequence =
              said === '' ? [] : said.split(',').map((k) => Number(k) - (Number(k) > known.blank ? 1 : 0));
            const logs = [...sequence, symbols].map((k, i) => model.next(sequence.slice(0, i))[k]!);
            return Math.log(probability) + weight * logs.reduce((a, b) => a + b, 0) + bonus * sequence.length;
          };
          const best = Math.max(...Array.from(ofAllSequences(known), ([said, p]) => scoreOf(said, p)));
          const [found] = decode(known, { language: { model, weight, bonus } });
          expect(found!.score).toBeCloseTo(best, 8);
          expect(found!.score).toBeCloseTo(scoreOf(found!.symbols.join(), Math.exp(found!.logProbability)), 8);
        },
      ),
    );
  });

  it('with a narrow beam never claims more than is there, and keeps no more than its width', () => {
    fc.assert(
      fc.property(cases, fc.integer({ min: 1, max: 6 }), (known, width) => {
        const sums = ofAllSequences(known);
        const found = decode(known, { width }, WIDE);
        expect(found.length).toBeLessThanOrEqual(width);
        expect(new Set(found.map(({ symbols }) => symbols.join())).size).toBe(found.length);
        for (const { symbols, logProbability } of found)
          expect(Math.exp(logProbability)).toBeLessThanOrEqual(sums.get(symbols.join())! + 1e-12);
        const scores = found.map(({ score }) => score);
        expect(scores).toEqual(scores.toSorted((a, b) => b - a));
      }),
    );
  });

  it('when wide is at least as likely as the greedy answer', () => {
    fc.assert(
      fc.property(cases, (known) => {
        const greedy = greedyDecode(known.logits, known.classes, known.blank).map(({ symbol }) => symbol);
        const [best] = decode(known, {});
        expect(Math.exp(best!.logProbability)).toBeGreaterThanOrEqual(
          ofAllSequences(known).get(greedy.join())! - 1e-12,
        );
      }),
    );
  });

  it('sums over paths where the greedy answer looks at one', () => {
    // Two frames of blank .6, a .4: the best path says nothing (.36), but "a" has .24 + .24 + .16.
    const logits = Float32Array.from([0.6, 0.4, 0.6, 0.4].map(Math.log));
    expect(greedyDecode(logits, 2, 0)).toEqual([]);
    const [best] = beamDecode(logits, 2, 1, { width: 4, blank: 0 });
    expect(best!.symbols).toEqual([1]);
    expect(Math.exp(best!.logProbability)).toBeCloseTo(0.64, 6);
  });

  it('can be asked in between, with or without an end', () => {
    const model = new NGram([[0, 0]], 2, 1);
    const beam = new PrefixBeam(2, { width: 8, blank: 1, language: { model, weight: 1, bonus: 0 } });
    beam.push(Float64Array.of(Math.log(0.9), Math.log(0.1)));
    const [soFar] = beam.hypotheses(1, false);
    const [ended] = beam.hypotheses(8).filter(({ symbols }) => symbols.length === 1);
    expect(soFar!.symbols).toEqual([0]);
    expect(ended!.score - soFar!.score).toBeCloseTo(model.next([0])[1]!, 12);
    beam.push(Float64Array.of(Math.log(0.5), Math.log(0.5)));
    expect(beam.hypotheses(8).length).toBe(2);
  });

  it('keeps what was kept first, then the lowest class, where all are alike', () => {
    const known = { frames: 1, classes: 4, blank: 2, logits: new Float32Array(4) };
    expect(decode(known, {}, WIDE).map(({ symbols }) => symbols)).toEqual([[], [0], [1], [3]]);
  });

  it('refuses a beam of nothing', () => {
    expect(() => new PrefixBeam(3, { width: 0, blank: 0 })).toThrow(RangeError);
  });

  it('refuses logits that are no numbers', () => {
    expect(() => beamDecode(Float32Array.of(0, NaN), 2, 1, { width: 2, blank: 0 })).toThrow('train/not-finite');
  });
});
