import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { confusionOf } from './confusion.ts';
import { scoresOf, scoresOfConfusion } from './scores.ts';

const answers = fc.integer({ min: 2, max: 6 }).chain((classes) =>
  fc.record({
    classes: fc.constant(classes),
    clips: fc.array(fc.tuple(fc.nat(classes - 1), fc.nat(classes - 1)), { minLength: 1, maxLength: 40 }),
  }),
);

/** Straight from the definitions, clip by clip. */
function naive(clips: readonly (readonly [number, number])[]) {
  const occurring = [...new Set(clips.flat())];
  const ratio = (part: number, whole: number) => (whole === 0 ? 0 : part / whole);
  const perClass = occurring.map((k) => {
    const hits = clips.filter(([truth, answer]) => truth === k && answer === k).length;
    const precision = ratio(hits, clips.filter(([, answer]) => answer === k).length);
    const recall = ratio(hits, clips.filter(([truth]) => truth === k).length);
    return { precision, recall, f1: ratio(2 * precision * recall, precision + recall) };
  });
  const mean = (key: 'precision' | 'recall' | 'f1') =>
    perClass.reduce((sum, scores) => sum + scores[key], 0) / perClass.length;
  return {
    accuracy: clips.filter(([truth, answer]) => truth === answer).length / clips.length,
    precision: mean('precision'),
    recall: mean('recall'),
    f1: mean('f1'),
  };
}

function score(clips: readonly (readonly [number, number])[], classes: number) {
  const labels = Int32Array.from(clips, ([truth]) => truth);
  const predictions = Int32Array.from(clips, ([, answer]) => answer);
  return scoresOfConfusion(confusionOf(labels, predictions, classes), classes);
}

describe('scores', () => {
  it("give the macro averages of scikit-learn's documentation", () => {
    const labels = Int32Array.of(0, 1, 2, 0, 1, 2);
    const logits = new Float32Array(18);
    [0, 2, 1, 0, 0, 1].forEach((answer, i) => (logits[i * 3 + answer] = 1));
    const scores = scoresOf(logits, labels, 3);
    expect(scores.precision).toBeCloseTo(0.2222222222222222, 12);
    expect(scores.recall).toBeCloseTo(0.3333333333333333, 12);
    expect(scores.f1).toBeCloseTo(0.26666666666666666, 12);
    expect(scores.accuracy).toBeCloseTo(1 / 3, 12);
    expect(scores.perClass[0]).toEqual({ precision: 2 / 3, recall: 1, f1: 0.8, support: 2 });
    expect(scores.confusion).toEqual([2, 0, 0, 1, 0, 1, 0, 2, 0]);
  });

  it('count a class that was only answered, leave out one that never occurs', () => {
    const scores = score([[0, 0], [0, 1]], 3); // prettier-ignore
    expect(scores.perClass.map(({ support }) => support)).toEqual([2, 0, 0]);
    expect(scores.recall).toBe(0.25);
    expect(scores.precision).toBe(0.5);
    expect(scores.f1).toBeCloseTo(1 / 3, 12);
  });

  it('agree with the definitions', () => {
    fc.assert(
      fc.property(answers, ({ classes, clips }) => {
        const scores = score(clips, classes);
        for (const [key, value] of Object.entries(naive(clips))) {
          expect(scores[key as keyof ReturnType<typeof naive>]).toBeCloseTo(value, 10);
        }
      }),
    );
  });

  it('do not depend on the order of the clips', () => {
    fc.assert(
      fc.property(answers, ({ classes, clips }) => {
        expect(score([...clips].reverse(), classes)).toEqual(score(clips, classes));
      }),
    );
  });
});
