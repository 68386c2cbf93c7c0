/** The mean over time and its way back. A chunk takes sequences of its own. */
import { storeLanes } from '../lanes';

/** Valid frames of a sequence. */
// @ts-ignore: decorator
@inline
function framesOf(lengths: usize, row: i32, frames: i32): i32 {
  return lengths ? max(0, min(load<i32>(lengths + (row << 2)), frames)) : frames;
}

/**
 * Mean over the valid frames, zero where there is none: {x [batch, frames, columns], valid frames [batch] or 0, to
 * [batch, columns], batch, frames, columns, sequences a chunk}.
 */
export function meanOverTime(args: usize, chunk: i32, scratch: usize): void {
  const x = load<usize>(args), lengths = load<usize>(args, 4), means = load<usize>(args, 8);
  const batch = load<i32>(args, 12), frames = load<i32>(args, 16), stride = <usize>load<i32>(args, 20) << 2;
  const own = load<i32>(args, 24), end = min(batch, (chunk + 1) * own);
  for (let row = chunk * own; row < end; row++) {
    const count = framesOf(lengths, row, frames), to = means + <usize>row * stride;
    const share = f32x4.splat(<f32>1 / <f32>max(count, 1));
    memory.fill(to, 0, stride);
    let frame = x + <usize>row * <usize>frames * stride;
    let t = 0;
    // Four frames at a time: the sums are read and written a quarter as often.
    for (; t + 4 <= count; t += 4, frame += stride << 2) {
      const second = frame + stride, third = second + stride, fourth = third + stride;
      for (let i: usize = 0; i < stride; i += 16) {
        const early = f32x4.add(v128.load(frame + i), v128.load(second + i));
        const late = f32x4.add(v128.load(third + i), v128.load(fourth + i));
        storeLanes(to + i, f32x4.add(v128.load(to + i), f32x4.add(early, late)), stride - i);
      }
    }
    for (; t < count; t++, frame += stride)
      for (let i: usize = 0; i < stride; i += 16)
        storeLanes(to + i, f32x4.add(v128.load(to + i), v128.load(frame + i)), stride - i);
    for (let i: usize = 0; i < stride; i += 16)
      storeLanes(to + i, f32x4.mul(v128.load(to + i), share), stride - i);
  }
}

/**
 * Its gradient: dy / frames in each valid frame, zero past the end: {dy [batch, columns], valid frames [batch] or 0, dx
 * [batch, frames, columns], batch, frames, columns, sequences a chunk}.
 */
export function meanOverTimeGradient(args: usize, chunk: i32, scratch: usize): void {
  const dy = load<usize>(args), lengths = load<usize>(args, 4), dx = load<usize>(args, 8);
  const batch = load<i32>(args, 12), frames = load<i32>(args, 16), stride = <usize>load<i32>(args, 20) << 2;
  const own = load<i32>(args, 24), end = min(batch, (chunk + 1) * own);
  for (let row = chunk * own; row < end; row++) {
    const count = framesOf(lengths, row, frames), from = dy + <usize>row * stride;
    const share = f32x4.splat(<f32>1 / <f32>max(count, 1));
    const first = dx + <usize>row * <usize>frames * stride;
    if (count)
      for (let i: usize = 0; i < stride; i += 16)
        storeLanes(first + i, f32x4.mul(v128.load(from + i), share), stride - i);
    let frame = first;
    for (let t = 1; t < count; t++) memory.copy((frame += stride), first, stride);
    memory.fill(first + <usize>count * stride, 0, <usize>(frames - count) * stride);
  }
}
