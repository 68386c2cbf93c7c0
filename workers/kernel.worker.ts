import { serveKernels, type KernelThreadData } from '../src/engine/kernels/simd/threads.ts';

declare const self: DedicatedWorkerGlobalScope;

self.onmessage = ({ data }: MessageEvent<KernelThreadData>) => serveKernels(data);
// Whoever started it hears of errors alone.
self.onmessageerror = () => {
  throw new Error('the kernels could not be read');
};
