import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distillationLoss } from './distillation-loss.ts';

/** T^2 KL by the textbook, one row. */
function naive(teacher: Float32Array, student: Float32Array, temperature: number): number {
  const softmax = (logits: Float32Array) => {
    const powers = Array.from(logits, (logit) => Math.exp(logit / temperature));
    const sum = powers.reduce((a, b) => a + b, 0);
    return powers.map((power) => power / sum);
  };
  const q = softmax(student);
  return temperature ** 2 * softmax(teacher).reduce((sum, p, k) => sum + p * Math.log(p / q[k]!), 0);
}

const row = fc.float32Array({ minLength: 4, maxLength: 4, min: -20, max: 20, noNaN: true });
const temperature = fc.double({ min: 0.5, max: 10, noNaN: true });

describe('distance to the teacher', () => {
  it('is right for a case worked by hand', () => {
    // p_t = [3/4, 1/4], p_s = [1/2, 1/2]
    const teacher = Float32Array.of(Math.log(3), 0);
    expect(distillationLoss(teacher, Float32Array.of(0, 0), 2, 1)).toBeCloseTo(
      0.75 * Math.log(1.5) - 0.25 * Math.log(2),
      6,
    );
    // At T 2 the odds are the square root: p_t = [sqrt 3, 1] / (1 + sqrt 3).
    const p = Math.sqrt(3) / (1 + Math.sqrt(3));
    const expected = 4 * (p * Math.log(2 * p) + (1 - p) * Math.log(2 * (1 - p)));
    expect(distillationLoss(teacher, Float32Array.of(0, 0), 2, 2)).toBeCloseTo(expected, 6);
  });

  it('agrees with the textbook, and is the mean over the rows', () => {
    fc.assert(
      fc.property(row, row, row, row, temperature, (t1, t2, s1, s2, T) => {
        const loss = distillationLoss(Float32Array.of(...t1, ...t2), Float32Array.of(...s1, ...s2), 4, T);
        expect(loss).toBeCloseTo((naive(t1, s1, T) + naive(t2, s2, T)) / 2, 6);
      }),
    );
  });

  it('is never negative, nothing to oneself, and blind to a constant shift', () => {
    fc.assert(
      fc.property(row, row, temperature, (t, s, T) => {
        expect(distillationLoss(t, s, 4, T)).toBeGreaterThanOrEqual(-1e-9);
        expect(distillationLoss(t, t, 4, T)).toBe(0);
        const shifted = s.map((logit) => Math.fround(logit + 8));
        expect(distillationLoss(t, shifted, 4, T)).toBeCloseTo(distillationLoss(t, s, 4, T), 2);
      }),
    );
  });

  it('refuses nets that scored different clips', () => {
    expect(() => distillationLoss(new Float32Array(4), new Float32Array(6), 2, 1)).toThrow(RangeError);
  });
});
