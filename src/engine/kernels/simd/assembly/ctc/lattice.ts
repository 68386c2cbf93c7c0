/**
 * Rows of numbers, one a state of a path of CTC, in logarithms. Four numbers lie before a row and four after it, which
 * stand for states that are none. A path begins one state ahead of the first and ends one after the last.
 */
import { exp4, log4 } from '../math';

/** Logarithm of no probability: finite, so that no difference of two is undefined. */
export const LOG_NOTHING: f32 = -1e30;

/** Bytes around a row. */
export const AROUND: usize = 16;

/** log(e^a + e^b + e^c) */
// @ts-ignore: decorator
@inline
function logSum3(a: v128, b: v128, c: v128): v128 {
  const top = f32x4.max(f32x4.max(a, b), c);
  const powers = f32x4.add(f32x4.add(exp4(f32x4.sub(a, top)), exp4(f32x4.sub(b, top))), exp4(f32x4.sub(c, top)));
  return f32x4.add(top, log4(powers));
}

/** Of four states from those of the frame before: itself, the one before, and, where it may, the one before that. */
// @ts-ignore: decorator
@inline
export function reached4(before: usize, leaps: usize): v128 {
  const leapt = f32x4.add(v128.load(before - 8), v128.load(leaps));
  return logSum3(v128.load(before), v128.load(before - 4), leapt);
}

/** The same from the frame after: to itself, to the next, and, where that may, to the one after that. */
// @ts-ignore: decorator
@inline
export function reaching4(after: usize, leaps: usize): v128 {
  const leapt = f32x4.add(v128.load(after, 8), v128.load(leaps, 8));
  return logSum3(v128.load(after), v128.load(after, 4), leapt);
}

/** Nothing in four states. */
// @ts-ignore: decorator
@inline
export function clear4(at: usize): void {
  v128.store(at, f32x4.splat(LOG_NOTHING));
}

/** Nothing in a row and around it. @param bytes of the row */
export function clearRow(row: usize, bytes: usize): void {
  for (let i: usize = 0; i < bytes + 2 * AROUND; i += 16) clear4(row - AROUND + i);
}

/**
 * 0 where a state may be entered from two before it, else nothing: a label that differs from the one before. So the
 * beginning may leap into the first label, and the last label to the end.
 * @param classes what the states stand for
 * @param count states, an odd number
 */
export function markLeaps(leaps: usize, classes: usize, count: i32): void {
  for (let s = 1; s <= count; s += 2) {
    const own = <usize>s << 2;
    const leaps2 = s == 1 || s == count || load<i32>(classes + own) != load<i32>(classes + own - 8);
    if (leaps2) store<f32>(leaps + own, 0);
  }
}

/**
 * What the states of one frame emit: logits less the logarithm of the sum of all exponentials. Where there is no state
 * the row stays as it is.
 */
export function emit(row: usize, logits: usize, logSum: f32, classes: usize, count: i32): void {
  const blank = load<f32>(logits + (<usize>load<i32>(classes) << 2)) - logSum;
  store<f32>(row, blank);
  for (let s = 1; s < count; s += 2) {
    const own = <usize>s << 2;
    store<f32>(row + own, load<f32>(logits + (<usize>load<i32>(classes + own) << 2)) - logSum);
    store<f32>(row + own, blank, 4);
  }
}
