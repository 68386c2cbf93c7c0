import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { allowRelaxedSimd, startKernelThread } from '../../../cli/kernel-thread.ts';
import { registerBackends } from '../../kernels/node.ts';
import { simd } from '../../kernels/simd/backend.ts';
import { allServing } from '../../kernels/simd/testing/helpers.ts';
import { webgpuBackend } from '../../kernels/webgpu/index.ts';
import { provideGpu } from '../../kernels/webgpu/testing/node-gpu.ts';
import { declareBackends, declaredBackends, type DeviceTrouble } from '../backends/registry.ts';
import { selectBackend } from '../backends/select.ts';

/** Where the package of tfjs-wasm keeps its binaries. */
export const wasmFolder = `${dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm'))}/`;

/** Declares the backends of Node, for tests. */
export function registerForTests(): void {
  allowRelaxedSimd();
  registerBackends({ wasm: wasmFolder, startKernelThread });
}

/** What comes of a GPU's trouble in a test: it fails, unless it asked for it and listens itself. */
export const deviceTrouble: { heard: (trouble: DeviceTrouble) => void } = {
  heard: ({ code, detail }) => void Promise.reject(new Error(`${code}: ${detail}`)),
};

/** Puts one of Node's backends to use, with all threads ready, for tests; of WebGPU the software adapter, if need be. */
export async function useBackend(name: 'simd' | 'wasm' | 'cpu' | 'webgpu', threads = 1): Promise<void> {
  registerForTests();
  if (name === 'webgpu') {
    provideGpu();
    declareBackends([webgpuBackend, ...declaredBackends()]);
  }
  const onTrouble = (trouble: DeviceTrouble): void => deviceTrouble.heard(trouble);
  await selectBackend({ name, known: {}, threads }, 'dnn', { onTrouble });
  if (name === 'simd') await allServing(simd().machine);
}
