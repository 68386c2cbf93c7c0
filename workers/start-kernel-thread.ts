import type { StartKernelThread } from '../src/engine/kernels/simd/threads.ts';

/** Starts a helper of the kernels as a worker of this worker. */
const startWorker: StartKernelThread = (data) => {
  const worker = new Worker(new URL('./kernel.worker.ts', import.meta.url), { type: 'module' });
  worker.postMessage(data);
  return worker;
};

/** Null where memory cannot be shared with another thread: in a page that is not isolated. */
export const startKernelThread: StartKernelThread | null = crossOriginIsolated ? startWorker : null;
