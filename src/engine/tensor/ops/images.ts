import { conv2d, pad, reshape, slice, transpose, type Tensor, type Rank, type Tensor4D } from '@tensorflow/tfjs-core';

/** Rows, columns. */
export type Pair = readonly [number, number];

type Sides = readonly [before: number, after: number];

/** [B, H, W, C] with zeros around. */
export function padImages(x: Tensor, rows: Sides, cols: Sides): Tensor4D {
  const padded: [number, number][] = [[0, 0], [...rows], [...cols], [0, 0]];
  return (padded.flat().some((side) => side > 0) ? pad(x, padded) : x) as Tensor4D;
}

/**
 * Undoes a stride: numbers `stride` apart with zeros between them, [B, (H - 1) stride + 1, ..., C]. The gradient of a
 * strided convolution is that of a plain one with respect to this.
 */
export function spread(x: Tensor, [down, across]: Pair): Tensor {
  if (down === 1 && across === 1) return x;
  const [batch = 0, height = 0, width = 0, channels = 0] = x.shape;
  const [tall, wide] = [height * down, width * across];
  const rows = pad(reshape(x, [batch * height, 1, width * channels]), [
    [0, 0],
    [0, down - 1],
    [0, 0],
  ]);
  const both = pad(reshape(rows, [batch * tall * width, 1, channels]), [
    [0, 0],
    [0, across - 1],
    [0, 0],
  ]);
  return slice(
    reshape(both, [batch, tall, wide, channels]),
    [0, 0, 0, 0],
    [batch, tall - down + 1, wide - across + 1, channels],
  );
}

/**
 * Gradient of a filter: itself a convolution, in which batch and channels change places, the gradients are the filter
 * and the stride is a dilation. Fast where convolutions are; stock filter gradients are missing or slow.
 * @param padded [B, H, W, C]
 * @param dz [B, H', W', O]
 * @returns [O, C, kh, kw]
 */
export function filterGradient(padded: Tensor, dz: Tensor, [kh, kw]: Pair, [down, across]: Pair): Tensor {
  const [batch = 0, , , channels = 0] = padded.shape;
  const [, rows = 0, cols = 0, outputs = 0] = dz.shape;
  // Rows and columns that no filter reached would make the result larger than the filter.
  const reached = slice(padded, [0, 0, 0, 0], [batch, (rows - 1) * down + kh, (cols - 1) * across + kw, channels]);
  const images = transpose(reached, [3, 1, 2, 0]) as Tensor4D;
  const turned = transpose(reshape(dz, [batch, rows * cols, outputs]), [1, 0, 2]);
  const filter = reshape<Rank.R4>(turned, [rows, cols, batch, outputs]);
  return transpose(conv2d(images, filter, 1, 'valid', 'NHWC', [down, across]), [3, 0, 1, 2]);
}
