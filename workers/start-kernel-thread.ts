import type { StartKernelThread } from '../src/engine/kernels/simd/threads.ts';

/** Starts a helper of the kernels as a worker of this worker. */
const startWorker: StartKernelThread = (data, onFailure) => {
  const worker = new Worker(new URL('./kernel.worker.ts', import.meta.url), { type: 'module' });
  worker.addEventListener('error', (event) => {
    // Else it goes on to the page, which takes it for the end of the training.
    event.preventDefault();
    onFailure(event.message || 'the worker could not be loaded');
  });
  worker.postMessage(data);
  return worker;
};

/** Null where memory cannot be shared with another thread: in a page that is not isolated. */
export const startKernelThread: StartKernelThread | null = crossOriginIsolated ? startWorker : null;
