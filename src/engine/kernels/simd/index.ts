import { getKernelsForBackend, registerBackend, registerKernel } from '@tensorflow/tfjs-core';
import { cpuProbe, type BackendDefinition } from '../../tensor/backends/registry.ts';
import { registerOps } from '../../tensor/ops/registry.ts';
import { bestBuild } from './builds.ts';
import { MAX_THREADS } from './layout.ts';
import { Machine } from './machine.ts';
import type { StartKernelThread } from './threads.ts';

let installed: Promise<Machine> | null = null;
let machine: Machine | null = null;

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
 * @param betweenTasks called before every task; may hold it up
 */
export function simdBackend(
  startThread: StartKernelThread | null,
  betweenTasks: (() => void) | null = null,
): BackendDefinition {
  return {
    id: 'simd',
    probe: () => {
      const variant = bestBuild();
      const maxThreads = startThread && variant !== 'unshared' ? MAX_THREADS : 1;
      return Promise.resolve({ ...cpuProbe, variant, maxThreads });
    },
    running: () =>
      machine && { variant: machine.build, threads: machine.threads, missingThreads: machine.failures.length },
    alone: (work) => (machine ? machine.alone(work) : work()),
    async register(options) {
      installed ??= install(startThread);
      // What failed, for want of memory say, may be tried again.
      installed.catch(() => (installed = null));
      machine = await installed;
      machine.betweenTasks = betweenTasks;
      machine.setThreads(options.threads);
      await machine.begun();
    },
  };
}
