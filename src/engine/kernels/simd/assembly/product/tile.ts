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

/** Bytes that memory hands out at once. */
export const LINE: usize = 64;
/** Bytes of a panel of B between two reads ahead: 64 steps of the depth. */
export const STRETCH: usize = 2048;

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
 * Several tiles, one below the other. One call for all of them: a call a tile costs a fifth of the time at a depth of 64.
 * @param a float (0, 0) of 4 `quads` rows, `strideA` bytes apart
 * @param depth at least 1
 */
export function tilesOfRows(
  a: usize, strideA: usize, quads: i32, b: usize, depth: i32, c: usize, strideC: usize, flags: i32, bias: usize,
): void {
  const end = b + ((<usize>depth) << 5), down = strideC << 2;
  const next = (strideA << 2) - ((<usize>depth) << 2);
  for (; quads > 0; quads--) {
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
    let a1 = a + strideA, a2 = a1 + strideA, a3 = a2 + strideA, p = b;
    do {
      const b0 = v128.load(p), b1 = v128.load(p, 16);
      let x = v128.load32_splat(a);
      c00 = madd(x, b0, c00); c01 = madd(x, b1, c01);
      x = v128.load32_splat(a1);
      c10 = madd(x, b0, c10); c11 = madd(x, b1, c11);
      x = v128.load32_splat(a2);
      c20 = madd(x, b0, c20); c21 = madd(x, b1, c21);
      x = v128.load32_splat(a3);
      c30 = madd(x, b0, c30); c31 = madd(x, b1, c31);
      p += 32; a += 4; a1 += 4; a2 += 4; a3 += 4;
    } while (p < end);
    finish(c00, c01, c10, c11, c20, c21, c30, c31, c, strideC, flags, bias);
    a += next;
    c += down;
  }
}

/**
 * The same, never {@link ACCUMULATE}, while what is needed next is fetched into a near cache.
 * @param next what is needed next; `step` bytes of it are read at each tile
 */
export function tilesOfRowsAhead(
  a: usize, strideA: usize, quads: i32, b: usize, depth: i32, c: usize, strideC: usize, flags: i32, bias: usize,
  next: usize, step: usize,
): void {
  const end = b + ((<usize>depth) << 5), down = strideC << 2;
  const skip = (strideA << 2) - ((<usize>depth) << 2);
  for (; quads > 0; quads--) {
    next = readAhead(next, step);
    let c00 = i32x4.splat(0), c01 = c00, c10 = c00, c11 = c00, c20 = c00, c21 = c00, c30 = c00, c31 = c00;
    let a1 = a + strideA, a2 = a1 + strideA, a3 = a2 + strideA, p = b;
    do {
      const b0 = v128.load(p), b1 = v128.load(p, 16);
      let x = v128.load32_splat(a);
      c00 = madd(x, b0, c00); c01 = madd(x, b1, c01);
      x = v128.load32_splat(a1);
      c10 = madd(x, b0, c10); c11 = madd(x, b1, c11);
      x = v128.load32_splat(a2);
      c20 = madd(x, b0, c20); c21 = madd(x, b1, c21);
      x = v128.load32_splat(a3);
      c30 = madd(x, b0, c30); c31 = madd(x, b1, c31);
      p += 32; a += 4; a1 += 4; a2 += 4; a3 += 4;
    } while (p < end);
    finish(c00, c01, c10, c11, c20, c21, c30, c31, c, strideC, flags, bias);
    a += skip;
    c += down;
  }
}

/**
 * The same with A packed.
 * @param a `quads` panels of A, each [depth, 4], one after another
 */
export function tilesOfPanels(
  a: usize, quads: i32, b: usize, depth: i32, c: usize, strideC: usize, flags: i32, bias: usize,
): void {
  const end = b + ((<usize>depth) << 5), down = strideC << 2;
  for (; quads > 0; quads--) {
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
    let p = b;
    do {
      const b0 = v128.load(p), b1 = v128.load(p, 16);
      let x = v128.load32_splat(a);
      c00 = madd(x, b0, c00); c01 = madd(x, b1, c01);
      x = v128.load32_splat(a, 4);
      c10 = madd(x, b0, c10); c11 = madd(x, b1, c11);
      x = v128.load32_splat(a, 8);
      c20 = madd(x, b0, c20); c21 = madd(x, b1, c21);
      x = v128.load32_splat(a, 12);
      c30 = madd(x, b0, c30); c31 = madd(x, b1, c31);
      p += 32; a += 16;
    } while (p < end);
    finish(c00, c01, c10, c11, c20, c21, c30, c31, c, strideC, flags, bias);
    c += down;
  }
}

/**
 * The same, never with a bias or a ReLU, while what is needed next is fetched into a near cache.
 * @param nextA what is needed next of A; `stepA` bytes of it are read at each {@link STRETCH} of a tile
 * @param nextB the same of B
 */
export function tilesOfPanelsAhead(
  a: usize, quads: i32, b: usize, depth: i32, c: usize, strideC: usize, flags: i32,
  nextA: usize, stepA: usize, nextB: usize, stepB: usize,
): void {
  const end = b + ((<usize>depth) << 5), down = strideC << 2;
  for (; quads > 0; quads--) {
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
    let p = b;
    do {
      const stop = min(p + STRETCH, end);
      nextA = readAhead(nextA, stepA);
      nextB = readAhead(nextB, stepB);
      do {
        const b0 = v128.load(p), b1 = v128.load(p, 16);
        let x = v128.load32_splat(a);
        c00 = madd(x, b0, c00); c01 = madd(x, b1, c01);
        x = v128.load32_splat(a, 4);
        c10 = madd(x, b0, c10); c11 = madd(x, b1, c11);
        x = v128.load32_splat(a, 8);
        c20 = madd(x, b0, c20); c21 = madd(x, b1, c21);
        x = v128.load32_splat(a, 12);
        c30 = madd(x, b0, c30); c31 = madd(x, b1, c31);
        p += 32; a += 16;
      } while (p < stop);
    } while (p < end);
    finish(c00, c01, c10, c11, c20, c21, c30, c31, c, strideC, 0, 0);
    c += down;
  }
}

/**
 * Reads a word of every line, one after another, so that the processor's prefetcher sees a stream and runs ahead of it.
 * WebAssembly has no instruction to fetch ahead, and a read that has to wait for memory soon stops all else. So there
 * are a few lines at a time, at the pace of the sums: many at once, or one after every few sums, win nothing.
 * @returns where the next ones begin
 */
// @ts-ignore: decorator
@inline
function readAhead(from: usize, bytes: usize): usize {
  const stop = from + bytes;
  for (; from < stop; from += LINE) load<i32>(from);
  return from;
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
    c00 = aboveZero(c00); c01 = aboveZero(c01);
    c10 = aboveZero(c10); c11 = aboveZero(c11);
    c20 = aboveZero(c20); c21 = aboveZero(c21);
    c30 = aboveZero(c30); c31 = aboveZero(c31);
  }
  v128.store(c, c00); v128.store(c, c01, 16);
  c += strideC;
  v128.store(c, c10); v128.store(c, c11, 16);
  c += strideC;
  v128.store(c, c20); v128.store(c, c21, 16);
  c += strideC;
  v128.store(c, c30); v128.store(c, c31, 16);
}

/** Zero for what is below zero; NaN stays, at a quarter of what f32x4.max costs. */
// @ts-ignore: decorator
@inline
export function aboveZero(x: v128): v128 {
  return v128.andnot(x, f32x4.lt(x, i32x4.splat(0)));
}
