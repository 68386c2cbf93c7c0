import { Rng } from '../../../core/rng.ts';
import type { Machine } from '../machine.ts';
import { correlation } from '../ops/convolution/correlation.ts';
import { depthwise, depthwiseGradient } from '../ops/convolution/depthwise.ts';
import { convolutionGradients } from '../ops/convolution/gradients.ts';
import type { ConvShape, Pair } from '../ops/convolution/shape.ts';
import type { ConvolutionInputs, NaiveConvolution } from './naive-convolution.ts';

/** What a case of a table of convolutions says. */
export interface ConvolutionCase {
  readonly name: string;
  readonly x: readonly [batch: number, height: number, width: number, channels: number];
  /** As many as there are channels where the convolution is depthwise. */
  readonly outputs: number;
  readonly kernel: Pair;
  readonly stride: Pair;
  readonly padding: Pair;
  readonly relu?: boolean;
  readonly depthwise?: boolean;
}

export function describeCase(of: ConvolutionCase): NaiveConvolution {
  const { kernel, stride, padding, outputs, relu = false, depthwise = false } = of;
  const [batch, height, width, channels] = of.x;
  const positions = (size: number, axis: 0 | 1): number =>
    Math.floor((size + 2 * padding[axis] - kernel[axis]) / stride[axis]) + 1;
  const [rows, columns] = [positions(height, 0), positions(width, 1)];
  const shape: ConvShape = { batch, height, width, channels, kernel, stride, padding, rows, columns };
  return { shape, outputs, relu, depthwise };
}

export function drawInputs({ shape, outputs, depthwise }: NaiveConvolution, seed: number): ConvolutionInputs {
  const rng = Rng.fromSeed(seed);
  const draw = (length: number): Float32Array => Float32Array.from({ length }, () => rng.normal());
  const { batch, height, width, channels, kernel, rows, columns } = shape;
  const x = draw(batch * height * width * channels);
  const w = draw(outputs * (depthwise ? 1 : channels) * kernel[0] * kernel[1]);
  return { x, w, b: draw(outputs), dy: draw(batch * rows * columns * outputs) };
}

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
