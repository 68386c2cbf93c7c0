import { gather, pad, reshape, slice, tensor1d, transpose, type Tensor, type Tensor4D } from '@tensorflow/tfjs-core';

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
 * What each weight of a filter meets: [C kh kw, B H' W'] of padded images [B, H, W, C]. One gather: the same on every
 * backend, where stock filter gradients are missing or slow.
 */
export function patchesByWeight(padded: Tensor, [kh, kw]: Pair, [down, across]: Pair): Tensor {
  const [batch = 0, height = 0, width = 0, channels = 0] = padded.shape;
  const [rows, cols] = [Math.floor((height - kh) / down) + 1, Math.floor((width - kw) / across) + 1];
  const positions = new Int32Array(channels * kh * kw * rows * cols);
  let next = 0;
  for (let c = 0; c < channels; c++) {
    for (let i = 0; i < kh; i++) {
      for (let j = 0; j < kw; j++) {
        for (let row = 0; row < rows; row++) {
          for (let col = 0; col < cols; col++) {
            positions[next++] = ((row * down + i) * width + col * across + j) * channels + c;
          }
        }
      }
    }
  }
  const patches = gather(reshape(padded, [batch, height * width * channels]), tensor1d(positions, 'int32'), 1);
  const byWeight = transpose(reshape(patches, [batch, channels * kh * kw, rows * cols]), [1, 0, 2]);
  return reshape(byWeight, [channels * kh * kw, batch * rows * cols]);
}
