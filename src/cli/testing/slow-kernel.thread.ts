import { workerData } from 'node:worker_threads';
import { Control } from '../../engine/kernels/simd/layout.ts';
import { controlOf, scratchOf, takeChunk, tasksOf, type KernelThreadData } from '../../engine/kernels/simd/threads.ts';
import { SLOW_CHUNKS_ADDRESS } from './slow-chunks.ts';

// A helper that takes longer for a chunk than a single wait of the owner.
const { module, memory, index } = (workerData as { readonly kernels: KernelThreadData }).kernels;
const control = controlOf(memory);
const chunks = new Int32Array(memory.buffer, SLOW_CHUNKS_ADDRESS, 1);
const nothing = new Int32Array(new SharedArrayBuffer(4));
const { tasks } = tasksOf(new WebAssembly.Instance(module, { env: { memory } }));
const slow = tasks.map((task): typeof task => (...chunk) => {
  Atomics.add(chunks, 0, 1);
  Atomics.wait(nothing, 0, 0, 1_200);
  task(...chunk);
});
for (;;) if (!takeChunk(control, slow, scratchOf(index))) Atomics.wait(control, Control.open, 0);
