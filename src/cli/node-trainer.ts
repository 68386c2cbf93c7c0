import { createRequire } from 'node:module';
import { dirname, sep } from 'node:path';
import { allowRelaxedSimd, startKernelThread } from './kernel-thread.ts';
import { registerBackends } from '../engine/kernels/node.ts';
import { selectBackend } from '../engine/tensor/backends/select.ts';
import { LocalTrainer } from '../engine/train/local-trainer.ts';

/** A trainer in this thread of a terminal. */
export function nodeTrainer(): LocalTrainer {
  const wasm = dirname(
    createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm'),
  );
  allowRelaxedSimd();
  registerBackends({ wasm: wasm + sep, startKernelThread });
  return new LocalTrainer({ selectBackend });
}
