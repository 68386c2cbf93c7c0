import { expect, test } from 'vitest';
import { buffersIn } from './transferables.ts';

test('finds each buffer once, however deep, and leaves shared ones alone', () => {
  const weights = new Float32Array(4);
  const shared = new Float32Array(new SharedArrayBuffer(16));
  const data = [{ event: { checkpoint: { weights, best: { weights: weights.subarray(2) }, shared } } }, { n: [1, 2] }];
  expect(buffersIn(data)).toEqual([weights.buffer]);
});
