import { mul, ones, sum, tensor, zeros, type Scalar, type Tensor } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { fusedOps, memory, tidy, valueAndGradients } from '../../../tensor/index.ts';
import { relativeError, tolerances } from '../../../tensor/suite/check.ts';
import { useBackend } from '../../../tensor/testing/node-backends.ts';
import { describeCase, drawInputs } from '../../testing/convolution-case.ts';
import { naiveConvolution } from '../../testing/naive-convolution.ts';
import { simd } from '../backend.ts';
import { SCRATCH_BYTES } from '../layout.ts';
import { scratchOf } from '../threads.ts';
import { MOST_CHANNELS } from './convolution/shape.ts';

beforeAll(() => useBackend('simd', 2));

describe.each(['conv2d', 'depthwiseConv2d'] as const)('%s', (name) => {
  const of = describeCase({
    ...{ name, x: [2, 11, 6, 5], outputs: 5, kernel: [3, 2], stride: [2, 1], padding: [1, 1], relu: true },
    depthwise: name === 'depthwiseConv2d',
  });
  const { shape, outputs } = of;
  const options = { stride: shape.stride, padding: shape.padding, activation: 'relu' } as const;
  const inputs = drawInputs(of, 1);
  const known = naiveConvolution(of, inputs);
  const tensors = () => ({
    x: tensor(Float32Array.from(inputs.x), [2, 11, 6, 5]),
    w: tensor(Float32Array.from(inputs.w), [outputs, of.depthwise ? 1 : 5, 3, 2]),
    b: tensor(Float32Array.from(inputs.b)),
    dy: tensor(Float32Array.from(inputs.dy), [2, shape.rows, shape.columns, outputs]),
  });

  it.each([true, false])('gives what float64 gives and leaves nothing behind (gradient of x: %s)', async (wanted) => {
    const before = [memory().numTensors, simd().machine.heap.usedBytes];
    const { x, w, b, dy } = tensors();
    const run = (): Tensor => fusedOps()[name](x, w, b, { ...options, inputGradient: wanted });
    const value = tidy(run);
    const { total, gradients } = valueAndGradients(wanted ? [w, b, x] : [w, b], () => ({
      total: sum<Scalar>(mul(run(), dy)),
      named: {},
    }));
    expect(relativeError(await value.data<'float32'>(), known.y)).toBeLessThan(tolerances.value);
    const expected = [known.dw, known.db, known.dx];
    for (const [i, gradient] of gradients.entries())
      expect(relativeError(await gradient.data<'float32'>(), expected[i]!)).toBeLessThan(tolerances.gradient);
    for (const used of [x, w, b, dy, value, total, ...gradients]) used.dispose();
    expect([memory().numTensors, simd().machine.heap.usedBytes]).toEqual(before);
  });

  it('refuses images that are smaller than the filter', () => {
    const before = memory().numTensors;
    const { x, w, b, dy } = tensors();
    expect(() => tidy(() => fusedOps()[name](x, w, b, { ...options, padding: [-5, 0] }))).toThrow(RangeError);
    for (const used of [x, w, b, dy]) used.dispose();
    expect(memory().numTensors).toBe(before);
  });
});

describe('channels', () => {
  const options = { stride: [2, 1], padding: [0, 0], activation: 'relu' } as const;
  const run = (channels: number, outputs: number, inputGradient: boolean): void =>
    tidy(() => {
      const [x, w, b] = [ones([1, 4, 1, channels]), ones([outputs, channels, 2, 1]), zeros([outputs])] as Tensor[];
      const { total, gradients } = valueAndGradients(inputGradient ? [w!, b!, x!] : [w!, b!], () => ({
        total: sum<Scalar>(fusedOps().conv2d(x!, w!, b!, { ...options, inputGradient })),
        named: {},
      }));
      expect(total.dataSync()[0]! / (4 * channels * outputs)).toBeCloseTo(1, 4);
      const known = [2, 2, outputs];
      gradients.forEach((gradient, i) => expect(gradient.dataSync().every((value) => value === known[i])).toBe(true));
      for (const used of [total, ...gradients]) used.dispose();
    });

  it.each([
    { channels: 1, outputs: MOST_CHANNELS },
    { channels: MOST_CHANNELS, outputs: 1 },
  ])('of $channels to $outputs stay within the scratch memory of their thread', async ({ channels, outputs }) => {
    await useBackend('simd', 1);
    const next = simd()
      .machine.wordsAt(scratchOf(1), SCRATCH_BYTES / 4)
      .fill(77);
    for (const inputGradient of [true, false]) run(channels, outputs, inputGradient);
    expect(next.every((word) => word === 77)).toBe(true);
  });

  it('that would not are refused', () => {
    expect(() => run(1, MOST_CHANNELS + 1, true)).toThrow(RangeError);
    expect(() => run(MOST_CHANNELS + 1, 1, true)).toThrow(RangeError);
  });
});
