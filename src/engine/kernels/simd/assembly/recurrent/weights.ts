/** What frames give to the gradients of weights: sums over the depth of a block, [frames and rows]. */
import { ACCUMULATE } from '../product/tile';
import { madd } from '../relaxed';

/** Columns of A that stay in the nearest cache while B goes by: as many as a cache line has. */
const STRIP: i32 = 16;

/**
 * C (+)= A' B.
 * @param a [depth, rows] as it lies, `ofA` bytes a row, room for a multiple of 4
 * @param b panels [depth, 8], `ofPanel` bytes apart
 * @param c [rows, columns], `ofC` bytes a row
 * @param spare 128 bytes
 */
export function turnedProduct(
  a: usize, ofA: usize, b: usize, ofPanel: usize, c: usize, ofC: usize, rows: i32, columns: i32, depth: i32, flags: i32,
  spare: usize,
): void {
  for (let first = 0; first < rows; first += STRIP) {
    const strip = min(STRIP, rows - first), whole = strip & ~3;
    let panel = b;
    for (let column = 0; column < columns; column += 8, panel += ofPanel) {
      const width = min(8, columns - column), at = c + (column << 2);
      let row = first;
      if (width == 8) {
        tilesOfColumns(a + (<usize>row << 2), ofA, whole >> 2, panel, depth, at + <usize>row * ofC, ofC, flags);
        row += whole;
      }
      for (; row < first + strip; row += 4) {
        tilesOfColumns(a + (<usize>row << 2), ofA, 1, panel, depth, spare, 32, 0);
        addTile(spare, at + <usize>row * ofC, ofC, min(4, rows - row), width, flags);
      }
    }
  }
}

function addTile(from: usize, to: usize, ofTo: usize, rows: i32, columns: i32, flags: i32): void {
  for (let row = 0; row < rows; row++, from += 32, to += ofTo)
    for (let x: usize = 0; x < <usize>columns << 2; x += 4)
      store<f32>(to + x, load<f32>(from + x) + (flags & ACCUMULATE ? load<f32>(to + x) : 0));
}

/** Tiles of 4 columns of A by a panel of B, one below the other in C; see product/tile.ts. */
function tilesOfColumns(
  a: usize, ofA: usize, quads: i32, b: usize, depth: i32, c: usize, ofC: usize, flags: i32,
): void {
  const end = b + ((<usize>depth) << 5);
  for (; quads > 0; quads--, a += 16) {
    let c00 = i32x4.splat(0), c01 = c00, c10 = c00, c11 = c00, c20 = c00, c21 = c00, c30 = c00, c31 = c00;
    const r1 = c + ofC, r2 = r1 + ofC, r3 = r2 + ofC;
    if (flags & ACCUMULATE) {
      c00 = v128.load(c); c01 = v128.load(c, 16);
      c10 = v128.load(r1); c11 = v128.load(r1, 16);
      c20 = v128.load(r2); c21 = v128.load(r2, 16);
      c30 = v128.load(r3); c31 = v128.load(r3, 16);
    }
    let p = b, q = a;
    do {
      const b0 = v128.load(p), b1 = v128.load(p, 16);
      let x = v128.load32_splat(q);
      c00 = madd(x, b0, c00); c01 = madd(x, b1, c01);
      x = v128.load32_splat(q, 4);
      c10 = madd(x, b0, c10); c11 = madd(x, b1, c11);
      x = v128.load32_splat(q, 8);
      c20 = madd(x, b0, c20); c21 = madd(x, b1, c21);
      x = v128.load32_splat(q, 12);
      c30 = madd(x, b0, c30); c31 = madd(x, b1, c31);
      p += 32; q += ofA;
    } while (p < end);
    v128.store(c, c00); v128.store(c, c01, 16);
    v128.store(r1, c10); v128.store(r1, c11, 16);
    v128.store(r2, c20); v128.store(r2, c21, 16);
    v128.store(r3, c30); v128.store(r3, c31, 16);
    c = r3 + ofC;
  }
}

/** Sums of the columns of [depth, floats], a multiple of 8, added to [floats]. */
export function addColumns(from: usize, ofRow: usize, depth: i32, to: usize, floats: i32): void {
  const end = to + (<usize>floats << 2);
  for (; to < end; to += 32, from += 32) {
    let left = v128.load(to), right = v128.load(to, 16), row = from;
    for (let k = 0; k < depth; k++, row += ofRow) {
      left = f32x4.add(left, v128.load(row));
      right = f32x4.add(right, v128.load(row, 16));
    }
    v128.store(to, left);
    v128.store(to, right, 16);
  }
}
