import { conv2d as stockConv2d, fused, mul, relu, reshape, reverse, step, transpose } from '@tensorflow/tfjs-core';
import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import { withGradient } from '../gradients.ts';
import type { FusedOps, Primitives } from './contract.ts';
import { filterGradient, padImages, spread, type Pair } from './images.ts';

/** A 1 x 1 filter is a dense layer over all positions. */
export function pointwiseByDense(dense: FusedOps['dense'], others: FusedOps['conv2d']): FusedOps['conv2d'] {
  return (x, w, b, options) => {
    const { stride, padding } = options;
    const [outputs = 0, channels = 0, kh = 0, kw = 0] = w.shape;
    if (kh * kw * stride[0] * stride[1] !== 1 || padding[0] + padding[1] !== 0) return others(x, w, b, options);
    const rows = dense(reshape(x, [-1, channels]), reshape(w, [outputs, channels]), b, options);
    return reshape(rows, [...x.shape.slice(0, 3), outputs]);
  };
}

/** See {@link FusedOps.conv2d}. */
export function conv2dOf({ columnSums }: Primitives, dense: FusedOps['dense']): FusedOps['conv2d'] {
  return pointwiseByDense(dense, (x, w, b, { stride, padding, activation = 'linear', inputGradient = true }) => {
    const [outputs = 0, , kh = 0, kw = 0] = w.shape;
    return withGradient(inputGradient ? [w, b, x] : [w, b], (save) => {
      const padded = padImages(x, [padding[0], padding[0]], [padding[1], padding[1]]);
      const filter = transpose(w, [2, 3, 1, 0]) as Tensor4D;
      const sums = fused.conv2d({ x: padded, filter, strides: [...stride], pad: 'valid', bias: b });
      const value = activation === 'relu' ? relu(sums) : sums;
      save([padded, w, value]);
      return {
        value,
        gradient: (dy, saved) => {
          const [padded, w, y] = saved as [Tensor, Tensor, Tensor];
          const dz = activation === 'relu' ? mul(dy, step(y)) : dy;
          const gradients = [filterGradient(padded, dz, [kh, kw], stride), columnSums(reshape(dz, [-1, outputs]))];
          return inputGradient ? [...gradients, inputGradientOf(dz, w, x.shape, stride, padding)] : gradients;
        },
      };
    });
  });
}

/** The full correlation of the spread gradients with the turned filter: a plain convolution, fast where convolutions are. */
function inputGradientOf(dz: Tensor, w: Tensor, shape: readonly number[], stride: Pair, padding: Pair): Tensor {
  const [, , kh = 0, kw = 0] = w.shape;
  const [, height = 0, width = 0] = shape;
  const filter = reverse(transpose(w, [2, 3, 0, 1]), [0, 1]) as Tensor4D;
  const apart = aligned(spread(dz, stride), [height, width], [kh, kw], padding);
  return stockConv2d(apart, filter, 1, 'valid');
}

/** Zeros around spread gradients, so that a plain convolution with a k x k filter gives an image of `size`. */
export function aligned(apart: Tensor, size: Pair, kernel: Pair, padding: Pair): Tensor4D {
  const sides = (axis: 0 | 1): [number, number] => {
    const before = kernel[axis] - 1 - padding[axis];
    return [before, size[axis] - (apart.shape[axis + 1] ?? 0) - before + kernel[axis] - 1];
  };
  return padImages(apart, sides(0), sides(1));
}
