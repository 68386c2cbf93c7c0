/** Blocks of a product: rows of A against packed panels of B; what is not a whole tile goes by way of a spare one. */
import { ACCUMULATE, tileOfRows, tilesOfPanels, tilesOfRows } from './tile';

/**
 * C [rows, columns] (+)= A B for a block of the depth.
 * @param a float (0, 0) of A [rows, depth], rows `strideA` bytes apart
 * @param b panels of B, `strideB` bytes apart, each [depth, 8]
 * @param depth at least 1
 * @param bias [columns] or 0
 * @param spare 128 bytes
 */
export function blockOfRows(
  a: usize, strideA: usize, b: usize, strideB: usize, c: usize, strideC: usize,
  rows: i32, columns: i32, depth: i32, flags: i32, bias: usize, spare: usize,
): void {
  const whole = rows & ~3;
  for (let column = 0; column < columns; column += 8, b += strideB) {
    const width = min(8, columns - column);
    const ofColumns = bias ? bias + (column << 2) : 0;
    let row = 0;
    if (width == 8) {
      tilesOfRows(a, strideA, whole >> 2, b, depth, c + (column << 2), strideC, flags, ofColumns);
      row = whole;
    }
    for (; row < rows; row += 4) {
      const height = min(4, rows - row);
      const a0 = a + <usize>row * strideA;
      // Rows that are not there are computed from the last one and thrown away.
      const a1 = height > 1 ? a0 + strideA : a0;
      const a2 = height > 2 ? a1 + strideA : a1;
      const a3 = height > 3 ? a2 + strideA : a2;
      const to = c + <usize>row * strideC + (column << 2);
      if (flags & ACCUMULATE) copyTile(to, strideC, spare, 32, height, width);
      tileOfRows(a0, a1, a2, a3, b, depth, spare, 32, flags, ofColumns);
      copyTile(spare, 32, to, strideC, height, width);
    }
  }
}

/**
 * The same with A packed.
 * @param a panels of A, each [depth, 4], one after another
 */
export function blockOfPanels(
  a: usize, b: usize, strideB: usize, c: usize, strideC: usize,
  rows: i32, columns: i32, depth: i32, flags: i32, bias: usize, spare: usize,
): void {
  const strideA = (<usize>depth) << 2, whole = rows & ~3;
  for (let column = 0; column < columns; column += 8, b += strideB) {
    const width = min(8, columns - column);
    const ofColumns = bias ? bias + (column << 2) : 0;
    let row = 0;
    if (width == 8) {
      tilesOfPanels(a, whole >> 2, b, depth, c + (column << 2), strideC, flags, ofColumns);
      row = whole;
    }
    for (; row < rows; row += 4) {
      const height = min(4, rows - row);
      const to = c + <usize>row * strideC + (column << 2);
      if (flags & ACCUMULATE) copyTile(to, strideC, spare, 32, height, width);
      tilesOfPanels(a + <usize>row * strideA, 1, b, depth, spare, 32, flags, ofColumns);
      copyTile(spare, 32, to, strideC, height, width);
    }
  }
}

function copyTile(from: usize, strideFrom: usize, to: usize, strideTo: usize, rows: i32, columns: i32): void {
  for (let row = 0; row < rows; row++, from += strideFrom, to += strideTo)
    for (let i = 0; i < columns; i++) store<f32>(to + (i << 2), load<f32>(from + (i << 2)));
}
