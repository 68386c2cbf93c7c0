/** Functions of one and of two tensors, number by number. */
import { exactExp4, log4, sigmoid4, tanh4 } from '../math';
import { storeLanes } from '../lanes';

// Numbers of the operations, as in ops/elementwise.ts.
const ADD: i32 = 0, SUBTRACT: i32 = 1, MULTIPLY: i32 = 2, DIVIDE: i32 = 3, MAXIMUM: i32 = 4, MINIMUM: i32 = 5;
const EXP: i32 = 0, LOG: i32 = 1, SIGMOID: i32 = 2, TANH: i32 = 3, RELU: i32 = 4, STEP: i32 = 5, SQRT: i32 = 6;
const SQUARE: i32 = 7, NEGATE: i32 = 8, ABS: i32 = 9;

// @ts-ignore: decorator
@inline
function combine(operation: i32, a: v128, b: v128): v128 {
  if (operation == ADD) return f32x4.add(a, b);
  if (operation == SUBTRACT) return f32x4.sub(a, b);
  if (operation == MULTIPLY) return f32x4.mul(a, b);
  if (operation == DIVIDE) return f32x4.div(a, b);
  if (operation == MAXIMUM) return f32x4.max(a, b);
  return f32x4.min(a, b);
}

/** Rows of two sides; a side of which there is one number a row comes as four of it, at a step of 0. */
// @ts-ignore: decorator
@inline
function combineRow(operation: i32, a: usize, stepA: usize, b: usize, stepB: usize, to: usize, bytes: usize): void {
  const end = to + (bytes & ~15);
  for (; to < end; to += 16, a += stepA, b += stepB) v128.store(to, combine(operation, v128.load(a), v128.load(b)));
  if (bytes & 15) storeLanes(to, combine(operation, v128.load(a), v128.load(b)), bytes & 15);
}

/**
 * a operation b: {operation, a, b, to, size, columns, floats to the next row of a, of b, whether a has a number a column,
 * whether b has, rows a chunk}. The last row may be shorter.
 */
export function binary(args: usize, chunk: i32, scratch: usize): void {
  const operation = load<i32>(args), size = load<i32>(args, 16), columns = load<i32>(args, 20);
  const wideA = load<i32>(args, 32), wideB = load<i32>(args, 36), own = load<i32>(args, 40);
  const end = min((size + columns - 1) / columns, (chunk + 1) * own);
  for (let row = chunk * own; row < end; row++) {
    let a = load<usize>(args, 4) + (<usize>row * load<usize>(args, 24) << 2);
    let b = load<usize>(args, 8) + (<usize>row * load<usize>(args, 28) << 2);
    const to = load<usize>(args, 12) + (<usize>row * <usize>columns << 2);
    const bytes = <usize>min(columns, size - row * columns) << 2;
    if (!wideA) {
      v128.store(scratch, v128.load32_splat(a));
      a = scratch;
    }
    if (!wideB) {
      v128.store(scratch, v128.load32_splat(b), 16);
      b = scratch + 16;
    }
    const stepA: usize = wideA ? 16 : 0, stepB: usize = wideB ? 16 : 0;
    if (operation == ADD) combineRow(ADD, a, stepA, b, stepB, to, bytes);
    else if (operation == SUBTRACT) combineRow(SUBTRACT, a, stepA, b, stepB, to, bytes);
    else if (operation == MULTIPLY) combineRow(MULTIPLY, a, stepA, b, stepB, to, bytes);
    else if (operation == DIVIDE) combineRow(DIVIDE, a, stepA, b, stepB, to, bytes);
    else if (operation == MAXIMUM) combineRow(MAXIMUM, a, stepA, b, stepB, to, bytes);
    else combineRow(MINIMUM, a, stepA, b, stepB, to, bytes);
  }
}

// @ts-ignore: decorator
@inline
function map(operation: i32, x: v128, alpha: v128): v128 {
  const zero = i32x4.splat(0);
  if (operation == EXP) return exactExp4(x);
  if (operation == LOG) return log4(x);
  if (operation == SIGMOID) return sigmoid4(x);
  if (operation == TANH) return tanh4(x);
  if (operation == RELU) return f32x4.max(x, zero);
  if (operation == STEP) {
    const ones = v128.bitselect(f32x4.splat(1), alpha, f32x4.gt(x, zero));
    return v128.bitselect(ones, x, f32x4.eq(x, x));
  }
  if (operation == SQRT) return f32x4.sqrt(x);
  if (operation == SQUARE) return f32x4.mul(x, x);
  if (operation == NEGATE) return f32x4.neg(x);
  return f32x4.abs(x);
}

// @ts-ignore: decorator
@inline
function mapAll(operation: i32, from: usize, to: usize, bytes: usize, alpha: v128): void {
  for (let i: usize = 0; i < bytes; i += 16) storeLanes(to + i, map(operation, v128.load(from + i), alpha), bytes - i);
}

/** A function of each number: {operation, from, to, size, floats a chunk, what a step gives below zero}. */
export function unary(args: usize, chunk: i32, scratch: usize): void {
  const operation = load<i32>(args), size = load<i32>(args, 12), own = load<i32>(args, 16);
  const first = <usize>chunk * own << 2;
  const from = load<usize>(args, 4) + first, to = load<usize>(args, 8) + first;
  const bytes = <usize>min(own, size - chunk * own) << 2, alpha = v128.load32_splat(args, 20);
  switch (operation) {
    case EXP: return mapAll(EXP, from, to, bytes, alpha);
    case LOG: return mapAll(LOG, from, to, bytes, alpha);
    case SIGMOID: return mapAll(SIGMOID, from, to, bytes, alpha);
    case TANH: return mapAll(TANH, from, to, bytes, alpha);
    case RELU: return mapAll(RELU, from, to, bytes, alpha);
    case STEP: return mapAll(STEP, from, to, bytes, alpha);
    case SQRT: return mapAll(SQRT, from, to, bytes, alpha);
    case SQUARE: return mapAll(SQUARE, from, to, bytes, alpha);
    case NEGATE: return mapAll(NEGATE, from, to, bytes, alpha);
    default: return mapAll(ABS, from, to, bytes, alpha);
  }
}

/** Sums of rows, each in one fixed order: {x [rows, columns], to [rows], rows, columns, rows a chunk, factor}. */
export function rowSums(args: usize, chunk: i32, scratch: usize): void {
  const x = load<usize>(args), to = load<usize>(args, 4), rows = load<i32>(args, 8), columns = load<i32>(args, 12);
  const own = load<i32>(args, 16), factor = load<f32>(args, 20), end = min(rows, (chunk + 1) * own);
  for (let row = chunk * own; row < end; row++) {
    let at = x + (<usize>row * <usize>columns << 2);
    const last = at + (<usize>columns << 2);
    let low = f64x2.splat(0), high = low;
    for (; at + 16 <= last; at += 16) {
      const four = v128.load(at);
      low = f64x2.add(low, f64x2.promote_low_f32x4(four));
      high = f64x2.add(high, f64x2.promote_low_f32x4(v128.shuffle<f64>(four, four, 1, 1)));
    }
    const both = f64x2.add(low, high);
    let sum = f64x2.extract_lane(both, 0) + f64x2.extract_lane(both, 1);
    for (; at < last; at += 4) sum += <f64>load<f32>(at);
    store<f32>(to + (row << 2), <f32>(sum * <f64>factor));
  }
}
