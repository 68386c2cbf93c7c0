import type { Tensor } from '@tensorflow/tfjs-core';
import type { ConvOptions } from '../tensor/ops/contract.ts';

export type Pair = readonly [number, number];

/** Sizes of a convolution. */
export interface ConvShape {
  readonly batch: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly kernel: Pair;
  readonly stride: Pair;
  readonly padding: Pair;
  /** Of the filter's positions, and so of the output. */
  readonly rows: number;
  readonly columns: number;
}

/** @throws RangeError where the filter has no position */
export function convShape(x: Tensor, w: Tensor, { stride, padding }: ConvOptions): ConvShape {
  const [batch = 0, height = 0, width = 0, channels = 0] = x.shape;
  const [, , kh = 0, kw = 0] = w.shape;
  const positions = (size: number, kernel: number, axis: 0 | 1): number =>
    Math.floor((size + 2 * padding[axis] - kernel) / stride[axis]) + 1;
  const [rows, columns] = [positions(height, kh, 0), positions(width, kw, 1)];
  if (rows < 1 || columns < 1) throw new RangeError(`a filter of ${kh} x ${kw} on images of ${height} x ${width}`);
  return { batch, height, width, channels, kernel: [kh, kw], stride, padding, rows, columns };
}

/** Positions of the filter in all images. */
export function positionsOf({ batch, rows, columns }: ConvShape): number {
  return batch * rows * columns;
}

/** Every position has one pixel, and every pixel one position: a dense layer over all of them. */
export function isPointwise({ kernel, stride, padding }: ConvShape): boolean {
  return kernel[0] * kernel[1] * stride[0] * stride[1] === 1 && padding[0] + padding[1] === 0;
}
