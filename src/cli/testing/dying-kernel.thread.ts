import { workerData } from 'node:worker_threads';
import { Control } from '../../engine/kernels/simd/layout.ts';
import { controlOf, type KernelThreadData } from '../../engine/kernels/simd/threads.ts';

// A helper that is killed in the middle of its work: it takes a chunk and is never heard of again.
const { kernels } = workerData as { readonly kernels: KernelThreadData };
const control = controlOf(kernels.memory);
for (let taken = false; !taken;) {
  const open = Atomics.load(control, Control.open);
  if (open > 0) taken = Atomics.compareExchange(control, Control.open, open, open - 1) === open;
  else Atomics.wait(control, Control.open, 0);
}
