import { expect, test } from 'vitest';
import { allowRelaxedSimd, startKernelThread } from '../../../cli/kernel-thread.ts';
import { registerBackends } from '../../kernels/node.ts';
import { simd } from '../../kernels/simd/backend.ts';
import { onOneThread } from './one-thread.ts';
import { selectBackend } from './select.ts';

test('what is measured on one thread is, and all are at work again after it', async () => {
  allowRelaxedSimd();
  registerBackends({ wasm: '', startKernelThread });
  await selectBackend({ name: 'simd', known: {}, threads: 3 }, 'dnn');
  const threads = () => simd().machine.threads;
  expect([threads(), await onOneThread(() => Promise.resolve(threads())), threads()]).toEqual([3, 1, 3]);
  await expect(onOneThread(() => Promise.reject(new Error('no clip')))).rejects.toThrow('no clip');
  expect(threads()).toBe(3);
  simd().machine.setThreads(1);
});

test('a backend without threads of its own is left as it is', async () => {
  await selectBackend({ name: 'cpu', known: {}, threads: 3 }, 'dnn');
  expect(await onOneThread(() => Promise.resolve('done'))).toBe('done');
});
