import { expect, test } from 'vitest';
import { models } from '../../../src/engine/models/catalog.ts';
import { useBackend } from '../../../src/engine/tensor/testing/node-backends.ts';
import { grow } from './growth.ts';

test.each(models.all.map(({ id }) => id))('%s is trained, and leaves nothing behind', async (family) => {
  await useBackend('simd');
  const { before, after } = await grow({ family, steps: 5, backend: 'simd' });
  expect(after).toEqual(before);
});
