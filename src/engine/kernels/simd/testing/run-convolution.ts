import type { Machine } from '../machine.ts';
import { correlation } from '../ops/convolution/correlation.ts';
import { depthwise, depthwiseGradient } from '../ops/convolution/depthwise.ts';
import { convolutionGradients } from '../ops/convolution/gradients.ts';
import type { ConvolutionInputs, NaiveConvolution } from '../../testing/naive-convolution.ts';

export interface ConvolutionResults {
  readonly y: Float32Array;
  readonly dx: Float32Array;
  readonly dw: Float32Array;
  readonly db: Float32Array;
}

/**
 * Output and gradients by the kernels. Blocks are full of NaN before, so that nothing can rest on cleared memory.
 * @throws Error where a block of the heap is left behind
 */
export function runConvolution(
  machine: Machine,
  { shape, outputs, relu, depthwise: alone }: NaiveConvolution,
  { x, w, b, dy }: ConvolutionInputs,
): ConvolutionResults {
  const before = machine.heap.usedBytes;
  const results = machine.heap.scope((room) => {
    const view = (address: number, length: number) => new Float32Array(machine.memory.buffer, address, length);
    const put = (values: ArrayLike<number>): number => {
      const address = room(4 * values.length);
      view(address, values.length + 8).fill(NaN);
      view(address, values.length).set(values);
      return address;
    };
    const empty = (values: ArrayLike<number>): number => put(new Float32Array(values.length).fill(NaN));
    const inputs = { x: put(x), w: put(w), dy: put(dy) };
    const [bias, y, dx, dw, db] = [put(b), empty(dy), empty(x), empty(w), empty(b)];
    if (alone) depthwise(machine, [inputs.x, inputs.w, bias, y], shape, relu);
    else correlation(machine, [inputs.x, inputs.w, bias, y], shape, outputs, relu);
    const data = { ...inputs, y: relu ? y : 0, dx, dw, db };
    if (alone) depthwiseGradient(machine, data, shape);
    else convolutionGradients(machine, data, shape, outputs);
    const read = (address: number, like: ArrayLike<number>) => view(address, like.length).slice();
    return { y: read(y, dy), dx: read(dx, x), dw: read(dw, w), db: read(db, b) };
  });
  if (machine.heap.usedBytes !== before) throw new Error('a block of the heap is left behind');
  return results;
}
