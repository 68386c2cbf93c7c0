import { expect, it } from 'vitest';
import { predictionsOf } from './predictions.ts';

it('chooses the largest logit, the lowest class of a tie', () => {
  const logits = Float32Array.of(0, 2, 1, -5, -7, -5, 3, 3, 3);
  expect([...predictionsOf(logits, 3)]).toEqual([1, 0, 0]);
});

it('refuses logits that are no numbers', () => {
  expect(() => predictionsOf(Float32Array.of(1, 0, NaN, 5), 2)).toThrow(
    expect.objectContaining({ code: 'train/not-finite', params: { term: 'logits', row: 1 } }),
  );
});
