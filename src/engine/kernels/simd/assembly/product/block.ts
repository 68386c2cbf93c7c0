/** Blocks of a product: rows of A against packed panels of B, tile by tile, the borders by way of a tile of their own. */
import { tileOfPanels, tileOfRows, ACCUMULATE } from './tile';

/** Bytes of a tile. */
const TILE: usize = 128;

/**
 * C [rows, columns] (+)= A B for a block of the depth.
 * @param a float (0, 0) of A [rows, depth], rows `strideA` bytes apart
 * @param b panels of B, `strideB` bytes apart, each [depth, 8]
 * @param bias [columns] or 0
 * @param spare 128 bytes
 */
export function blockOfRows(
  a: usize,
  strideA: usize,
  b: usize,
  strideB: usize,
  c: usize,
  strideC: usize,
  rows: i32,
  columns: i32,
  depth: i32,
  flags: i32,
  bias: usize,
  spare: usize,
): void {
  for (let column = 0; column < columns; column += 8, b += strideB) {
    const width = min(8, columns - column);
    const ofColumns = bias ? bias + (column << 2) : 0;
    for (let row = 0; row < rows; row += 4) {
      const height = min(4, rows - row);
      const a0 = a + <usize>row * strideA;
      // Rows that are not there are computed from the last one and thrown away.
      const a1 = height > 1 ? a0 + strideA : a0;
      const a2 = height > 2 ? a1 + strideA : a1;
      const a3 = height > 3 ? a2 + strideA : a2;
      const to = c + <usize>row * strideC + (column << 2);
      if (height == 4 && width == 8) {
        tileOfRows(a0, a1, a2, a3, b, depth, to, strideC, flags, ofColumns);
      } else {
        if (flags & ACCUMULATE) copyTile(to, strideC, spare, 32, height, width);
        tileOfRows(a0, a1, a2, a3, b, depth, spare, 32, flags, ofColumns);
        copyTile(spare, 32, to, strideC, height, width);
      }
    }
  }
}

/**
 * The same with A packed.
 * @param a panels of A, each [depth, 4], one after another
 */
export function blockOfPanels(
  a: usize,
  b: usize,
  strideB: usize,
  c: usize,
  strideC: usize,
  rows: i32,
  columns: i32,
  depth: i32,
  flags: i32,
  bias: usize,
  spare: usize,
): void {
  const strideA = (<usize>depth) << 4;
  for (let column = 0; column < columns; column += 8, b += strideB) {
    const width = min(8, columns - column);
    const ofColumns = bias ? bias + (column << 2) : 0;
    let panel = a;
    for (let row = 0; row < rows; row += 4, panel += strideA) {
      const height = min(4, rows - row);
      const to = c + <usize>row * strideC + (column << 2);
      if (height == 4 && width == 8) {
        tileOfPanels(panel, b, depth, to, strideC, flags, ofColumns);
      } else {
        if (flags & ACCUMULATE) copyTile(to, strideC, spare, 32, height, width);
        tileOfPanels(panel, b, depth, spare, 32, flags, ofColumns);
        copyTile(spare, 32, to, strideC, height, width);
      }
    }
  }
}

function copyTile(from: usize, strideFrom: usize, to: usize, strideTo: usize, rows: i32, columns: i32): void {
  for (let row = 0; row < rows; row++, from += strideFrom, to += strideTo)
    for (let i = 0; i < columns; i++) store<f32>(to + (i << 2), load<f32>(from + (i << 2)));
}
