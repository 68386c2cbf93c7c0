import { afterAll, beforeAll, expect, test } from 'vitest';
import { allowRelaxedSimd, startKernelThread } from '../../../cli/kernel-thread.ts';
import { registerBackends } from '../../kernels/node.ts';
import { simd } from '../../kernels/simd/backend.ts';
import { onOneThread } from './one-thread.ts';
import { selectBackend } from './select.ts';

const use = (name: string) => selectBackend({ name, known: {}, threads: 3 }, 'dnn');

beforeAll(() => {
  allowRelaxedSimd();
  registerBackends({ wasm: '', startKernelThread });
});
afterAll(() => use('simd').then(() => simd().machine.setThreads(1)));

test('what is measured on one thread is, and all are at work again after it', async () => {
  await use('simd');
  const threads = () => simd().machine.threads;
  expect([threads(), await onOneThread(() => Promise.resolve(threads())), threads()]).toEqual([3, 1, 3]);
  await expect(onOneThread(() => Promise.reject(new Error('no clip')))).rejects.toThrow('no clip');
  expect(threads()).toBe(3);
});

test('a backend without threads of its own is left as it is', async () => {
  await use('cpu');
  expect(await onOneThread(() => Promise.resolve('done'))).toBe('done');
});
