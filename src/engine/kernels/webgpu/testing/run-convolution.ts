import { fill, tensor, valueAndGrads, type Tensor } from '@tensorflow/tfjs-core';
import { expect } from 'vitest';
import { fusedOps, memory } from '../../../tensor/index.ts';
import { relativeError, tolerances } from '../../../tensor/suite/check.ts';
import { drawInputs } from '../../testing/convolution-case.ts';
import {
  naiveConvolution,
  type ConvolutionInputs,
  type ConvolutionOutputs,
  type NaiveConvolution,
} from '../../testing/naive-convolution.ts';

export const names = ['y', 'dw', 'db', 'dx'] as const;
type Results = Readonly<Record<(typeof names)[number], Float32Array>>;

/** Output and gradients by the operations. Buffers that they may be given are full of NaN before. */
export async function runConvolution(
  of: NaiveConvolution,
  inputs: ConvolutionInputs,
  inputGradient = true,
): Promise<Results> {
  const before = memory().numTensors;
  const { batch, height, width, channels, kernel, stride, padding, rows, columns } = of.shape;
  const shapes = {
    x: [batch, height, width, channels],
    w: [of.outputs, of.depthwise ? 1 : channels, ...kernel],
    b: [of.outputs],
    dy: [batch, rows, columns, of.outputs],
  };
  for (const shape of Object.values(shapes)) fill(shape, NaN).dispose();
  const put = (name: keyof typeof shapes) => tensor(Float32Array.from(inputs[name]), shapes[name]);
  const [x, w, b, dy] = [put('x'), put('w'), put('b'), put('dy')];
  const forward = (): Tensor =>
    fusedOps()[of.depthwise ? 'depthwiseConv2d' : 'conv2d'](x, w, b, {
      ...{ stride, padding, inputGradient },
      activation: of.relu ? 'relu' : 'linear',
    });
  const { value: y, grads } = valueAndGrads(forward)(inputGradient ? [w, b, x] : [w, b], dy);
  const [value, dw, db, dx] = await Promise.all([y, ...grads].map((each) => each.data<'float32'>()));
  for (const used of [x, w, b, dy, y, ...grads]) used.dispose();
  expect(memory().numTensors).toBe(before);
  return { y: value!, dw: dw!, db: db!, dx: dx ?? new Float32Array() };
}

/** What is further from float64 than it may be. */
export async function errorsOf(of: NaiveConvolution, seed: number): Promise<string[]> {
  const inputs = drawInputs(of, seed);
  return differences(await runConvolution(of, inputs), naiveConvolution(of, inputs));
}

export function differences(got: Results, known: ConvolutionOutputs): string[] {
  return names.flatMap((name) => {
    const error = relativeError(got[name], known[name]);
    return error <= (name === 'y' ? tolerances.value : tolerances.gradient) ? [] : [`${name}: ${error}`];
  });
}
