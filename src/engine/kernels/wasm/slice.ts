import { registerKernel, Slice, slice_util, unregisterKernel, util } from '@tensorflow/tfjs-core';
import type { KernelConfig, SliceAttrs } from '@tensorflow/tfjs-core';
import { BackendWasm } from '@tensorflow/tfjs-backend-wasm';

/**
 * The stock kernel copies the whole input out of the heap before it cuts: a recurrent layer would copy its sequence
 * once a frame. This one copies from heap to heap what is asked for, in runs as long as they lie together.
 */
const slice: KernelConfig = {
  kernelName: Slice,
  backendName: 'wasm',
  kernelFunc: ({ inputs, attrs, backend }) => {
    const x = inputs['x'];
    if (!x || !(backend instanceof BackendWasm)) throw new TypeError('slice takes one tensor of the wasm backend');
    const asked = attrs as unknown as SliceAttrs;
    const [begin = [], size = []] = slice_util.parseSliceParams(x, asked.begin, asked.size);
    slice_util.assertParamsValid(x, begin, size);
    const out = backend.makeOutput(size, x.dtype);
    if (util.sizeFromShape(size) === 0) return out;
    // Views are taken after the output: its allocation may have moved the heap.
    const [from, to] = [backend.typedArrayFromHeap(x), backend.typedArrayFromHeap(out)];
    const strides = [...util.computeStrides(x.shape), 1];
    const whole = (axis: number): boolean => size[axis] === x.shape[axis];
    let inner = Math.max(0, x.shape.length - 1);
    while (inner > 0 && whole(inner)) inner--;
    const run = (size[inner] ?? 1) * (strides[inner] ?? 1);
    let written = 0;
    const copy = (axis: number, offset: number): void => {
      const start = offset + (begin[axis] ?? 0) * (strides[axis] ?? 1);
      if (axis === inner) {
        to.set(from.subarray(start, start + run), written);
        written += run;
        return;
      }
      for (let i = 0; i < (size[axis] ?? 0); i++) copy(axis + 1, start + i * (strides[axis] ?? 1));
    };
    copy(0, 0);
    return out;
  },
};

/** Puts it in the place of the stock kernel. */
export function replaceSlice(): void {
  unregisterKernel(Slice, 'wasm');
  registerKernel(slice);
}
