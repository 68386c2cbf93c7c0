import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';
import type { StartKernelThread } from '../engine/kernels/simd/threads.ts';

/** Node 20 knows relaxed SIMD, but behind a flag; later versions know it without and ignore this. */
export function allowRelaxedSimd(): void {
  setFlagsFromString('--experimental-wasm-relaxed-simd');
}

/** Starts a helper of the kernels as a Node worker thread, which does not keep the process alive. */
export const startKernelThread: StartKernelThread = (kernels, onFailure) => {
  const workerData = { file: new URL('./kernel.thread.ts', import.meta.url).href, kernels };
  const worker = new Worker(new URL('./thread.mjs', import.meta.url), { workerData });
  worker.unref();
  worker.on('error', (error) => onFailure(error instanceof Error ? error.message : String(error)));
  worker.on('exit', (code) => onFailure(`it ended with ${code}`));
  return { terminate: () => void worker.terminate() };
};
