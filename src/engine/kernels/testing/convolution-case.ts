import fc from 'fast-check';
import { Rng } from '../../core/rng.ts';
import type { ConvShape, Pair } from '../conv-shape.ts';
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

/** Small sizes of every kind: filters larger than the image, strides beyond the filter. */
export function anyConvolution(): fc.Arbitrary<ConvolutionCase> {
  const axis = fc
    .record({ size: fc.integer({ min: 1, max: 9 }), kernel: fc.integer({ min: 1, max: 6 }) })
    .chain(({ size, kernel }) =>
      fc.record({
        size: fc.constant(size),
        kernel: fc.constant(kernel),
        stride: fc.integer({ min: 1, max: 4 }),
        padding: fc.integer({
          min: Math.min(kernel - 1, Math.max(0, Math.ceil((kernel - size) / 2))),
          max: kernel - 1,
        }),
      }),
    )
    .filter(({ size, kernel, padding }) => size + 2 * padding >= kernel);
  return fc
    .record({
      axes: fc.tuple(axis, axis),
      batch: fc.integer({ min: 1, max: 3 }),
      channels: fc.integer({ min: 1, max: 9 }),
      outputs: fc.integer({ min: 1, max: 10 }),
      relu: fc.boolean(),
      depthwise: fc.boolean(),
    })
    .map(({ axes: [down, across], batch, channels, outputs, relu, depthwise }) => ({
      name: 'any',
      x: [batch, down.size, across.size, channels],
      outputs: depthwise ? channels : outputs,
      kernel: [down.kernel, across.kernel],
      stride: [down.stride, across.stride],
      padding: [down.padding, across.padding],
      relu,
      depthwise,
    }));
}
