import wasmUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import simdWasmUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import { registerBackends } from '../../src/engine/kernels/browser.ts';
import { startKernelThread } from '../../workers/start-kernel-thread.ts';
import { ours } from '../contestants/ours/index.ts';
import { watchTensorBytes } from '../contestants/peak.ts';
import { answerFromWorker } from './answer-page.ts';

registerBackends({
  wasm: { 'tfjs-backend-wasm.wasm': wasmUrl, 'tfjs-backend-wasm-simd.wasm': simdWasmUrl },
  startKernelThread,
});
answerFromWorker(ours, watchTensorBytes().peakBytes);
