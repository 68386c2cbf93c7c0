/** A' B of two blocks that lie in rows, for a depth of a few rows: how gradients of filters are summed. */
import { madd } from '../relaxed';

/** Rows of A and of B that a block takes: both are then in the nearest cache for 64 columns each. */
export const BLOCK: i32 = 64;

/**
 * C [rows, columns] += A' B.
 * @param a [depth, rows], rows `strideA` bytes apart
 * @param b [depth, columns], rows `strideB` bytes apart; up to seven floats beyond a row are read
 * @param depth at least 1
 * @param spare 128 bytes
 */
export function addColumnsProduct(
  a: usize, strideA: usize, b: usize, strideB: usize, c: usize, strideC: usize,
  rows: i32, columns: i32, depth: i32, spare: usize,
): void {
  const whole = rows & ~3;
  for (let column = 0; column < columns; column += 8, b += 32) {
    const width = min(8, columns - column);
    let row = 0;
    if (width == 8) {
      addTiles(a, strideA, whole >> 2, b, strideB, depth, c + (column << 2), strideC);
      row = whole;
    }
    for (; row < rows; row += 4) {
      memory.fill(spare, 0, 128);
      addTiles(a + (row << 2), strideA, 1, b, strideB, depth, spare, 32);
      addPart(spare, c + <usize>row * strideC + (column << 2), strideC, min(4, rows - row), width);
    }
  }
}

/** Tiles of 4 by 8 sums, one below the other, for 4 `quads` columns of A. */
function addTiles(
  a: usize, strideA: usize, quads: i32, b: usize, strideB: usize, depth: i32, c: usize, strideC: usize,
): void {
  const end = b + <usize>depth * strideB;
  for (; quads > 0; quads--) {
    let row = c;
    let c00 = v128.load(row), c01 = v128.load(row, 16);
    row += strideC;
    let c10 = v128.load(row), c11 = v128.load(row, 16);
    row += strideC;
    let c20 = v128.load(row), c21 = v128.load(row, 16);
    row += strideC;
    let c30 = v128.load(row), c31 = v128.load(row, 16);
    let p = a, q = b;
    do {
      const b0 = v128.load(q), b1 = v128.load(q, 16);
      let x = v128.load32_splat(p);
      c00 = madd(x, b0, c00); c01 = madd(x, b1, c01);
      x = v128.load32_splat(p, 4);
      c10 = madd(x, b0, c10); c11 = madd(x, b1, c11);
      x = v128.load32_splat(p, 8);
      c20 = madd(x, b0, c20); c21 = madd(x, b1, c21);
      x = v128.load32_splat(p, 12);
      c30 = madd(x, b0, c30); c31 = madd(x, b1, c31);
      p += strideA; q += strideB;
    } while (q != end);
    v128.store(c, c00); v128.store(c, c01, 16);
    c += strideC;
    v128.store(c, c10); v128.store(c, c11, 16);
    c += strideC;
    v128.store(c, c20); v128.store(c, c21, 16);
    c += strideC;
    v128.store(c, c30); v128.store(c, c31, 16);
    c += strideC;
    a += 16;
  }
}

function addPart(from: usize, to: usize, stride: usize, rows: i32, columns: i32): void {
  for (let row = 0; row < rows; row++, from += 32, to += stride)
    for (let i = 0; i < columns; i++) store<f32>(to + (i << 2), load<f32>(to + (i << 2)) + load<f32>(from + (i << 2)));
}
