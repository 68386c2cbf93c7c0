import wasmUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import simdWasmUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import { registerBackends } from '../src/engine/kernels/browser.ts';
import { startKernelThread } from './start-kernel-thread.ts';

/**
 * Declares the backends of the page in this worker.
 * @param betweenTasks called before every task of `simd`; may hold it up
 */
export function declareBrowserBackends(self: DedicatedWorkerGlobalScope, betweenTasks?: () => void): void {
  registerBackends({
    wasm: { 'tfjs-backend-wasm.wasm': wasmUrl, 'tfjs-backend-wasm-simd.wasm': simdWasmUrl },
    startKernelThread,
    ...(betweenTasks && { betweenTasks }),
    // The built file's name holds a hash of all code that this worker loads.
    version: self.location.pathname.split('/').at(-1)!,
  });
}
