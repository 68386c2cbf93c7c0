import { beforeAll, expect, it } from 'vitest';
import { fill, ones } from '../../tensor/index.ts';
import { useBackend } from '../../tensor/testing/node-backends.ts';

beforeAll(() => useBackend('wasm'));

it('says when memory is refused, and goes on working', async () => {
  const kept = ones([3]);
  expect(() => fill([2 ** 30], 1)).toThrow(expect.objectContaining({ code: 'train/out-of-memory' }));
  expect(Array.from(await kept.data())).toEqual([1, 1, 1]);
  expect(Array.from(await fill([2], 7).data())).toEqual([7, 7]);
});
