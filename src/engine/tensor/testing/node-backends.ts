import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { allowRelaxedSimd, startKernelThread } from '../../../cli/kernel-thread.ts';
import { registerBackends } from '../../kernels/node.ts';
import { simd } from '../../kernels/simd/backend.ts';
import { allServing } from '../../kernels/simd/testing/helpers.ts';
import { selectBackend } from '../backends/select.ts';

/** Where the package of tfjs-wasm keeps its binaries. */
export const wasmFolder = `${dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm'))}/`;

/** Declares the backends of Node, for tests. */
export function registerForTests(): void {
  allowRelaxedSimd();
  registerBackends({ wasm: wasmFolder, startKernelThread });
}

/** Puts one of Node's backends to use, with all threads ready, for tests. */
export async function useBackend(name: 'simd' | 'wasm' | 'cpu', threads = 1): Promise<void> {
  registerForTests();
  await selectBackend({ name, known: {}, threads }, 'dnn');
  if (name === 'simd') await allServing(simd().machine);
}
