/** Copies sides of a product into panels that the micro-kernels read from end to end. */

/**
 * Columns [column, column + 8) of B as [depth, 8], zeros where B ends.
 * @param source float (0, column) of B, [depth, columns], rows `stride` bytes apart
 * @param valid how many of the 8 columns there are
 */
export function packColumns(source: usize, stride: usize, depth: i32, valid: i32, to: usize): void {
  const end = to + ((<usize>depth) << 5);
  if (valid >= 8) {
    while (to < end) {
      v128.store(to, v128.load(source));
      v128.store(to, v128.load(source, 16), 16);
      source += stride;
      to += 32;
    }
    return;
  }
  while (to < end) {
    v128.store(to, i32x4.splat(0));
    v128.store(to, i32x4.splat(0), 16);
    for (let i = 0; i < valid; i++) store<f32>(to + (i << 2), load<f32>(source + (i << 2)));
    source += stride;
    to += 32;
  }
}

/**
 * The same of a B that lies transposed.
 * @param source float (column, 0) of B', [columns, depth], rows `stride` bytes apart
 */
export function packRows(source: usize, stride: usize, depth: i32, valid: i32, to: usize): void {
  packFour(source, stride, depth, valid, to, 32);
  packFour(source + (stride << 2), stride, depth, valid - 4, to + 16, 32);
}

/**
 * Four rows turned into columns: element (k, i) of the panel is float k of row i, zeros for rows that are not there.
 * @param step bytes from one k to the next in the panel
 */
export function packFour(source: usize, stride: usize, depth: i32, valid: i32, to: usize, step: usize): void {
  if (valid <= 0) {
    for (let k = 0; k < depth; k++, to += step) v128.store(to, i32x4.splat(0));
    return;
  }
  // Rows that are not there are read from the first one and cleared.
  const r0 = source;
  const r1 = valid > 1 ? source + stride : source;
  const r2 = valid > 2 ? source + stride + stride : source;
  const r3 = valid > 3 ? source + stride + stride + stride : source;
  const keep = i32x4.replace_lane(
    i32x4.replace_lane(i32x4.replace_lane(i32x4.splat(-1), 1, valid > 1 ? -1 : 0), 2, valid > 2 ? -1 : 0),
    3,
    valid > 3 ? -1 : 0,
  );
  let k = 0,
    at: usize = 0;
  for (; k + 4 <= depth; k += 4, at += 16) {
    const x0 = v128.load(r0 + at),
      x1 = v128.load(r1 + at),
      x2 = v128.load(r2 + at),
      x3 = v128.load(r3 + at);
    const l01 = v128.shuffle<f32>(x0, x1, 0, 4, 1, 5),
      h01 = v128.shuffle<f32>(x0, x1, 2, 6, 3, 7);
    const l23 = v128.shuffle<f32>(x2, x3, 0, 4, 1, 5),
      h23 = v128.shuffle<f32>(x2, x3, 2, 6, 3, 7);
    v128.store(to, v128.and(keep, v128.shuffle<f32>(l01, l23, 0, 1, 4, 5)));
    to += step;
    v128.store(to, v128.and(keep, v128.shuffle<f32>(l01, l23, 2, 3, 6, 7)));
    to += step;
    v128.store(to, v128.and(keep, v128.shuffle<f32>(h01, h23, 0, 1, 4, 5)));
    to += step;
    v128.store(to, v128.and(keep, v128.shuffle<f32>(h01, h23, 2, 3, 6, 7)));
    to += step;
  }
  for (; k < depth; k++, at += 4, to += step) {
    let x = v128.load32_zero(r0 + at);
    x = f32x4.replace_lane(x, 1, load<f32>(r1 + at));
    x = f32x4.replace_lane(x, 2, load<f32>(r2 + at));
    x = f32x4.replace_lane(x, 3, load<f32>(r3 + at));
    v128.store(to, v128.and(keep, x));
  }
}

/**
 * Columns [row, row + 4) of a transposed A as [depth, 4], zeros where A ends.
 * @param source float (0, row) of A', [depth, rows], rows `stride` bytes apart
 */
export function packFourColumns(source: usize, stride: usize, depth: i32, valid: i32, to: usize): void {
  const end = to + ((<usize>depth) << 4);
  if (valid >= 4) {
    while (to < end) {
      v128.store(to, v128.load(source));
      source += stride;
      to += 16;
    }
    return;
  }
  while (to < end) {
    v128.store(to, i32x4.splat(0));
    for (let i = 0; i < valid; i++) store<f32>(to + (i << 2), load<f32>(source + (i << 2)));
    source += stride;
    to += 16;
  }
}

/**
 * Columns of A' or B as they lie, `eights` times eight of them, for all panels at once: rows are read from end to end,
 * which memory answers faster than walks down a few columns.
 * @param source float (0, 0) of [depth, 8 eights], rows `stride` bytes apart
 * @param down bytes from one k to the next in a panel
 * @param half bytes from the first four of eight columns to the others
 * @param across bytes from eight columns to the next eight
 */
export function packRowByRow(
  source: usize, stride: usize, depth: i32, eights: i32, to: usize, down: usize, half: usize, across: usize,
): void {
  for (; depth > 0; depth--, source += stride, to += down) {
    let from = source, at = to;
    for (let i = eights; i > 0; i--, from += 32, at += across) {
      v128.store(at, v128.load(from));
      v128.store(at + half, v128.load(from, 16));
    }
  }
}
