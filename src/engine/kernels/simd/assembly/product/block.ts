/** Blocks of a product: rows of A against packed panels of B; what is not a whole tile goes by way of a spare one. */
import { ACCUMULATE, LINE, STRETCH, tileOfRows, tilesOfPanels, tilesOfPanelsAhead, tilesOfRows, tilesOfRowsAhead } from './tile';

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
 * The same for the whole depth, never (+)=, while the rows of A below these are fetched into a near cache.
 * @param strideA where gaps lie between the rows, as long as these, nothing is fetched: they would be too
 * @param below how many rows follow; at most `rows` of them are fetched
 */
export function blockOfRowsAhead(
  a: usize, strideA: usize, b: usize, strideB: usize, c: usize, strideC: usize,
  rows: i32, columns: i32, depth: i32, flags: i32, bias: usize, spare: usize, below: i32,
): void {
  const quads = rows >> 2, panels = columns >> 3;
  if (!panels || !quads || !below || strideA > (<usize>depth << 3)) {
    blockOfRows(a, strideA, b, strideB, c, strideC, rows, columns, depth, flags, bias, spare);
    return;
  }
  const bytes = <usize>(min(rows, below) - 1) * strideA + (depth << 2), done = quads << 2;
  let next = a + <usize>rows * strideA, from = b;
  const last = next + bytes;
  let step = stepOf(next, bytes, panels * quads);
  for (let column: usize = 0; column < <usize>panels << 5; column += 32, from += strideB) {
    tilesOfRowsAhead(a, strideA, quads, from, depth, c + column, strideC, flags, bias ? bias + column : 0, next, step);
    next += <usize>quads * step;
    if (next >= last) step = 0;
  }
  const across = panels << 3, ofRest = bias ? bias + (across << 2) : 0;
  blockOfRows(a, strideA, from, strideB, c + (across << 2), strideC, done, columns - across, depth, flags, ofRest, spare);
  blockOfRows(
    a + <usize>done * strideA, strideA, b, strideB, c + <usize>done * strideC, strideC,
    rows - done, columns, depth, flags, bias, spare,
  );
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

/**
 * The same, (+)= without bias or ReLU, while the sides of the next block are fetched into a near cache.
 * @param next first bytes of the next A and B as they lie
 * @param bytes how many there are of each; 0 of both: there is no next block
 */
export function blockOfPanelsAhead(
  a: usize, b: usize, strideB: usize, c: usize, strideC: usize, rows: i32, columns: i32, depth: i32, flags: i32,
  spare: usize, nextA: usize, bytesA: usize, nextB: usize, bytesB: usize,
): void {
  const quads = rows >> 2, panels = columns >> 3;
  if (!panels || !quads || !bytesA) {
    blockOfPanels(a, b, strideB, c, strideC, rows, columns, depth, flags, 0, spare);
    return;
  }
  const reads = quads * <i32>(((<usize>depth << 5) + STRETCH - 1) / STRETCH);
  const stepA = stepOf(nextA, bytesA, panels * reads), stepB = stepOf(nextB, bytesB, panels * reads);
  for (let panel = 0; panel < panels; panel++, b += strideB, c += 32) {
    tilesOfPanelsAhead(a, quads, b, depth, c, strideC, flags, nextA, stepA, nextB, stepB);
    nextA += <usize>reads * stepA;
    nextB += <usize>reads * stepB;
    const done = quads << 2;
    if (done < rows) {
      const restA = a + <usize>done * (<usize>depth << 2);
      blockOfPanels(restA, b, strideB, c + <usize>done * strideC, strideC, rows - done, 8, depth, flags, 0, spare);
    }
  }
  blockOfPanels(a, b, strideB, c, strideC, rows, columns & 7, depth, flags, 0, spare);
}

function copyTile(from: usize, strideFrom: usize, to: usize, strideTo: usize, rows: i32, columns: i32): void {
  for (let row = 0; row < rows; row++, from += strideFrom, to += strideTo)
    for (let i = 0; i < columns; i++) store<f32>(to + (i << 2), load<f32>(from + (i << 2)));
}

/** Bytes to be read ahead at each of so many times: whole lines, all of them in the end, none outside the memory. */
function stepOf(from: usize, bytes: usize, times: i32): usize {
  const lines = (bytes + LINE - 1) / LINE, step = ((lines + times - 1) / times) * LINE;
  return <u64>from + <u64>step * times <= <u64>memory.size() << 16 ? step : 0;
}
