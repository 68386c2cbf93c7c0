import { mul, sum, tensor, type Scalar, type Tensor } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { fusedOps, memory, tidy, valueAndGradients } from '../../../tensor/index.ts';
import { relativeError, tolerances } from '../../../tensor/suite/check.ts';
import { useBackend } from '../../../tensor/testing/node-backends.ts';
import { simd } from '../backend.ts';
import { naiveConvolution } from '../testing/naive-convolution.ts';
import { describeCase, drawInputs } from '../testing/run-convolution.ts';

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
