import { concat, reshape, slice, tensor, zeros, type Tensor } from '@tensorflow/tfjs-core';

/** One frame of [B, T, N] as [B, N]. */
export function frameOf(sequence: Tensor, frame: number): Tensor {
  const [batch = 0, , size = 0] = sequence.shape;
  return reshape(slice(sequence, [0, frame, 0], [batch, 1, size]), [batch, size]);
}

/** Columns `from` to `to` of the last axis. */
export function columns(x: Tensor, from: number, to: number): Tensor {
  const begin = x.shape.map((_, axis) => (axis === x.rank - 1 ? from : 0));
  const size = x.shape.map((side, axis) => (axis === x.rank - 1 ? to - from : side));
  return slice(x, begin, size);
}

/** [B, T, N] as rows, [B T, N]. */
export function rowsOf(sequence: Tensor): Tensor {
  return reshape(sequence, [-1, sequence.shape[sequence.rank - 1] ?? 1]);
}

/** Frames in the order in which a layer meets them. */
export function frameOrder(frames: number, reverse: boolean): number[] {
  return Array.from({ length: frames }, (_, i) => (reverse ? frames - 1 - i : i));
}

/** What a layer met before every frame, zeros before its first: [B, T, N]. */
export function previousFrames(sequence: Tensor, reverse: boolean): Tensor {
  const [batch = 0, frames = 0, size = 0] = sequence.shape;
  const none = zeros([batch, 1, size]);
  if (frames <= 1) return none;
  const others = slice(sequence, [0, reverse ? 1 : 0, 0], [batch, frames - 1, size]);
  return concat(reverse ? [others, none] : [none, others], 1);
}

/** Whether any row ends before the last frame. */
export function endsEarly(lengths: Int32Array | undefined, frames: number): lengths is Int32Array {
  return lengths?.some((length) => length < frames) ?? false;
}

/** 1 past the end of each row and 0 before it, [B, T, 1]. */
export function pastEnd(lengths: Int32Array, frames: number): Tensor {
  const past = new Float32Array(lengths.length * frames);
  lengths.forEach((length, row) => past.fill(1, row * frames + Math.min(length, frames), (row + 1) * frames));
  return tensor(past, [lengths.length, frames, 1], 'float32');
}

/** A row for G gates of H units: `values[gate]` in each unit of a gate, [G H]. */
export function gateRow(values: readonly number[], units: number): Tensor {
  return tensor(
    Float32Array.from({ length: values.length * units }, (_, i) => values[Math.floor(i / units)] ?? 0),
    [values.length * units],
    'float32',
  );
}

/** Pre-activation that saturates a sigmoid to exactly 0 or 1 in float32. */
export const SATURATED = 1e4;
