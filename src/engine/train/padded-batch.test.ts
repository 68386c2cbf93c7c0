import { expect, test } from 'vitest';
import { PaddedBatch } from './padded-batch.ts';

test('rows are padded with zeros to the longest, whatever was there before', () => {
  const batch = new PaddedBatch(2, 2);
  batch.fill([Float32Array.of(1, 2, 3, 4, 5, 6), Float32Array.of(7, 8)]);
  expect([...batch.values]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 0, 0, 0, 0]);
  expect([...batch.lengths]).toEqual([3, 1]);
  batch.fill([Float32Array.of(1, 2), Float32Array.of(3, 4, 5, 6)]);
  expect(batch.frames).toBe(2);
  expect([...batch.values]).toEqual([1, 2, 0, 0, 3, 4, 5, 6]);
});
