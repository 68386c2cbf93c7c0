import { tensor, type Tensor } from '../tensor/index.ts';

/**
 * One where a frame is valid and zero past the end of its row, [B, T].
 * @param lengths valid frames of each row; more than there are count as all
 */
export function frameMask(lengths: Int32Array, frames: number): Tensor {
  const inside = new Float32Array(lengths.length * frames);
  lengths.forEach((length, row) => inside.fill(1, row * frames, row * frames + Math.min(length, frames)));
  return tensor(inside, [lengths.length, frames], 'float32');
}
