import wasmUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import simdWasmUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import { expose } from 'comlink';
import { registerBackends } from '../src/engine/kernels/browser.ts';
import { selectBackend } from '../src/engine/tensor/backends/select.ts';
import { LocalTrainer } from '../src/engine/train/local-trainer.ts';
import { serveTrainer } from '../src/protocol/serve-trainer.ts';
import { holdLifeLock } from './hold-life-lock.ts';
import { startKernelThread } from './start-kernel-thread.ts';

declare const self: DedicatedWorkerGlobalScope;

registerBackends({
  wasm: { 'tfjs-backend-wasm.wasm': wasmUrl, 'tfjs-backend-wasm-simd.wasm': simdWasmUrl },
  startKernelThread,
  // The built file's name holds a hash of all code that this worker loads.
  version: self.location.pathname.split('/').at(-1)!,
});
expose(serveTrainer(new LocalTrainer({ selectBackend })));
holdLifeLock(self);
