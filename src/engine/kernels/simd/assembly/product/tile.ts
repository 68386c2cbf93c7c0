/**
 * The micro-kernels of the matrix product: a tile of 4 rows by 8 columns stays in registers over the whole depth. An
 * engine has 15 vector registers to give, and V8 moves all loads of a loop's body to its top: wider tiles, and loops
 * that do two steps of the depth at once, spill sums to the stack, which halves the speed.
 */
import { madd } from '../relaxed';

/** The tile begins at what the output holds. */
export const ACCUMULATE: i32 = 1;
/** Negative sums become zero, after the bias. */
export const RELU: i32 = 2;

/**
 * A tile of A (rows as they lie in memory) by a packed panel of B.
 * @param a0 first of `depth` consecutive floats of row 0 of A; a1 to a3 of the next rows
 * @param b panel, [depth, 8]
 * @param c first float of the tile; its rows are `strideC` bytes apart
 * @param bias of the 8 columns, or 0
 */
export function tileOfRows(
  a0: usize, a1: usize, a2: usize, a3: usize, b: usize, depth: i32, c: usize, strideC: usize, flags: i32, bias: usize,
): void {
  let c00 = i32x4.splat(0), c01 = c00, c10 = c00, c11 = c00, c20 = c00, c21 = c00, c30 = c00, c31 = c00;
  if (flags & ACCUMULATE) {
    let row = c;
    c00 = v128.load(row); c01 = v128.load(row, 16);
    row += strideC;
    c10 = v128.load(row); c11 = v128.load(row, 16);
    row += strideC;
    c20 = v128.load(row); c21 = v128.load(row, 16);
    row += strideC;
    c30 = v128.load(row); c31 = v128.load(row, 16);
  }
  const end = b + ((<usize>depth) << 5);
  while (b < end) {
    const b0 = v128.load(b), b1 = v128.load(b, 16);
    let x = v128.load32_splat(a0);
    c00 = madd(x, b0, c00); c01 = madd(x, b1, c01);
    x = v128.load32_splat(a1);
    c10 = madd(x, b0, c10); c11 = madd(x, b1, c11);
    x = v128.load32_splat(a2);
    c20 = madd(x, b0, c20); c21 = madd(x, b1, c21);
    x = v128.load32_splat(a3);
    c30 = madd(x, b0, c30); c31 = madd(x, b1, c31);
    b += 32; a0 += 4; a1 += 4; a2 += 4; a3 += 4;
  }
  finish(c00, c01, c10, c11, c20, c21, c30, c31, c, strideC, flags, bias);
}

/**
 * A tile of packed A by a packed panel of B.
 * @param a panel, [depth, 4]
 */
export function tileOfPanels(
  a: usize, b: usize, depth: i32, c: usize, strideC: usize, flags: i32, bias: usize,
): void {
  let c00 = i32x4.splat(0), c01 = c00, c10 = c00, c11 = c00, c20 = c00, c21 = c00, c30 = c00, c31 = c00;
  if (flags & ACCUMULATE) {
    let row = c;
    c00 = v128.load(row); c01 = v128.load(row, 16);
    row += strideC;
    c10 = v128.load(row); c11 = v128.load(row, 16);
    row += strideC;
    c20 = v128.load(row); c21 = v128.load(row, 16);
    row += strideC;
    c30 = v128.load(row); c31 = v128.load(row, 16);
  }
  const end = b + ((<usize>depth) << 5);
  while (b < end) {
    const b0 = v128.load(b), b1 = v128.load(b, 16);
    let x = v128.load32_splat(a);
    c00 = madd(x, b0, c00); c01 = madd(x, b1, c01);
    x = v128.load32_splat(a, 4);
    c10 = madd(x, b0, c10); c11 = madd(x, b1, c11);
    x = v128.load32_splat(a, 8);
    c20 = madd(x, b0, c20); c21 = madd(x, b1, c21);
    x = v128.load32_splat(a, 12);
    c30 = madd(x, b0, c30); c31 = madd(x, b1, c31);
    b += 32; a += 16;
  }
  finish(c00, c01, c10, c11, c20, c21, c30, c31, c, strideC, flags, bias);
}

// @ts-ignore: decorator
@inline
function finish(
  c00: v128, c01: v128, c10: v128, c11: v128, c20: v128, c21: v128, c30: v128, c31: v128,
  c: usize, strideC: usize, flags: i32, bias: usize,
): void {
  if (bias) {
    const left = v128.load(bias), right = v128.load(bias, 16);
    c00 = f32x4.add(c00, left); c01 = f32x4.add(c01, right);
    c10 = f32x4.add(c10, left); c11 = f32x4.add(c11, right);
    c20 = f32x4.add(c20, left); c21 = f32x4.add(c21, right);
    c30 = f32x4.add(c30, left); c31 = f32x4.add(c31, right);
  }
  if (flags & RELU) {
    const zero = i32x4.splat(0);
    c00 = f32x4.max(c00, zero); c01 = f32x4.max(c01, zero);
    c10 = f32x4.max(c10, zero); c11 = f32x4.max(c11, zero);
    c20 = f32x4.max(c20, zero); c21 = f32x4.max(c21, zero);
    c30 = f32x4.max(c30, zero); c31 = f32x4.max(c31, zero);
  }
  v128.store(c, c00); v128.store(c, c01, 16);
  c += strideC;
  v128.store(c, c10); v128.store(c, c11, 16);
  c += strideC;
  v128.store(c, c20); v128.store(c, c21, 16);
  c += strideC;
  v128.store(c, c30); v128.store(c, c31, 16);
}
