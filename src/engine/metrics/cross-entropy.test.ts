import { expect, it } from 'vitest';
import { crossEntropy } from './cross-entropy.ts';

it('is the mean surprise of the labels', () => {
  // Softmax of [ln 3, 0] is [3/4, 1/4].
  const logits = Float32Array.of(Math.log(3), 0, Math.log(3), 0);
  expect(crossEntropy(logits, Int32Array.of(0, 1), 2)).toBeCloseTo((Math.log(4 / 3) + Math.log(4)) / 2, 6);
});

it('is the logarithm of the number of classes for a net that knows nothing', () => {
  expect(crossEntropy(new Float32Array(20), Int32Array.of(0, 7), 10)).toBeCloseTo(Math.log(10), 12);
});

it('stays finite for logits far apart, and is NaN for NaN', () => {
  expect(crossEntropy(Float32Array.of(3000, -3000), Int32Array.of(1), 2)).toBe(6000);
  expect(crossEntropy(Float32Array.of(NaN, 0), Int32Array.of(1), 2)).toBeNaN();
});
