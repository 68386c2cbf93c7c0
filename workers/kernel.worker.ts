import { serveKernels, type KernelThreadData } from '../src/engine/kernels/simd/threads.ts';

declare const self: DedicatedWorkerGlobalScope;

self.onmessage = ({ data }: MessageEvent<KernelThreadData>) => serveKernels(data);
