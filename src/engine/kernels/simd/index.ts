import { getKernelsForBackend, registerBackend, registerKernel } from '@tensorflow/tfjs-core';
import { cpuProbe, type BackendDefinition } from '../../tensor/backends/registry.ts';
import { registerOps } from '../../tensor/ops/registry.ts';
import { Machine } from './machine.ts';
import type { StartKernelThread } from './threads.ts';

let machine: Promise<Machine> | null = null;
let threads = 1;

/** Kernels, operations and backend of this thread; once. */
async function install(startThread: StartKernelThread | null): Promise<Machine> {
  const [created, { SimdBackend }, { simdOps }, { inherited }] = await Promise.all([
    Machine.create(startThread),
    import('./backend.ts'),
    import('./ops/index.ts'),
    import('./stock/index.ts'),
  ]);
  for (const kernel of getKernelsForBackend('cpu')) registerKernel(inherited(kernel));
  registerBackend('simd', () => new SimdBackend(created));
  registerOps('simd', simdOps);
  return created;
}

/**
 * WebAssembly kernels of our own on tfjs-cpu, with as many threads as the training may use.
 * @param startThread starts a helper thread on shared memory; null where that cannot be
 */
export function simdBackend(startThread: StartKernelThread | null): BackendDefinition {
  return {
    id: 'simd',
    probe: () => Promise.resolve(cpuProbe),
    threads: () => threads,
    async register(options) {
      machine ??= install(startThread);
      // What failed, for want of memory say, may be tried again.
      machine.catch(() => (machine = null));
      const ready = await machine;
      ready.setThreads(options.threads);
      threads = ready.threads;
    },
  };
}
