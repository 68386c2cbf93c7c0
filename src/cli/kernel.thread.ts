import { workerData } from 'node:worker_threads';
import { serveKernels, type KernelThreadData } from '../engine/kernels/simd/threads.ts';

serveKernels((workerData as { readonly kernels: KernelThreadData }).kernels);
