/** What losses on logits share. */
import { exp4, log4 } from '../math';
import { lanesOf, largestLane } from '../lanes';

/** The largest of a row of logits, NaN where one is. */
export function largestOfRow(x: usize, stride: usize): f32 {
  let top = f32x4.splat(-Infinity);
  for (let i: usize = 0; i < stride; i += 16)
    top = f32x4.max(top, v128.bitselect(v128.load(x + i), f32x4.splat(-Infinity), lanesOf(stride - i)));
  return largestLane(top);
}

/** scale (x - top) for four logits, 0 in lanes that are none. */
// @ts-ignore: decorator
@inline
export function below4(x: usize, top: v128, scale: v128, valid: v128): v128 {
  return v128.and(f32x4.mul(f32x4.sub(v128.load(x), top), scale), valid);
}

/** e to the power of these, 0 in lanes that are none. */
// @ts-ignore: decorator
@inline
export function powers4(d: v128, valid: v128): v128 {
  return v128.and(exp4(d), valid);
}

/** Logarithm of one number. */
// @ts-ignore: decorator
@inline
export function logOf(x: f32): f32 {
  return f32x4.extract_lane(log4(f32x4.splat(x)), 0);
}

