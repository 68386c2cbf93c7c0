/** Sums of the gradients of a depthwise filter: of pixels of the input times the gradients that they meet. */
import { madd } from '../relaxed';

/** sums += pixels of a line. */
export function addPixels(line: usize, columns: i32, stride: usize, sums: usize): void {
  const bytes = <usize>columns * stride;
  for (let i: usize = 0; i < stride; i += 16) {
    let sum = v128.load(sums + i);
    for (let at = line + i; at < line + bytes; at += stride) sum = f32x4.add(sum, v128.load(at));
    v128.store(sums + i, sum);
  }
}

/**
 * sums of each tap += sum over the columns of x times what the tap meets there.
 * @param x pixels of a line of the input, `pixel` bytes apart
 * @param met what the first tap meets at the first of them, `stride` bytes a pixel: whole vectors
 * @param sums of `width` taps, `strideSums` bytes apart
 */
export function addProducts(
  x: usize, pixel: usize, met: usize, stride: usize, columns: i32, width: i32, sums: usize, strideSums: usize,
): void {
  for (let i: usize = 0; i < stride; i += 16) {
    let tap = 0, at = met + i, to = sums + i;
    for (; tap + 3 <= width; tap += 3, at += 3 * stride, to += 3 * strideSums)
      addThreeTaps(x + i, pixel, at, stride, columns, to, strideSums);
    for (; tap < width; tap++, at += stride, to += strideSums) {
      let sum = v128.load(to), a = x + i, b = at, left = columns;
      do {
        sum = madd(v128.load(a), v128.load(b), sum);
        a += pixel; b += stride;
      } while (--left);
      v128.store(to, sum);
    }
  }
}

/** The same for three taps side by side, two columns at a time. */
// @ts-ignore: decorator
@inline
function addThreeTaps(
  x: usize, pixel: usize, met: usize, stride: usize, columns: i32, sums: usize, strideSums: usize,
): void {
  const second = sums + strideSums, third = second + strideSums;
  let s0 = v128.load(sums), s1 = v128.load(second), s2 = v128.load(third);
  let t0 = i32x4.splat(0), t1 = t0, t2 = t0;
  let left = columns;
  for (; left >= 2; left -= 2) {
    const even = v128.load(x), odd = v128.load(x + pixel);
    const next = met + (stride << 1);
    const g0 = v128.load(met), g1 = v128.load(met + stride), g2 = v128.load(next), g3 = v128.load(next + stride);
    s0 = madd(even, g0, s0); t0 = madd(odd, g1, t0);
    s1 = madd(even, g1, s1); t1 = madd(odd, g2, t1);
    s2 = madd(even, g2, s2); t2 = madd(odd, g3, t2);
    x += pixel << 1;
    met = next;
  }
  if (left) {
    const even = v128.load(x);
    s0 = madd(even, v128.load(met), s0);
    s1 = madd(even, v128.load(met + stride), s1);
    s2 = madd(even, v128.load(met + (stride << 1)), s2);
  }
  v128.store(sums, f32x4.add(s0, t0));
  v128.store(second, f32x4.add(s1, t1));
  v128.store(third, f32x4.add(s2, t2));
}

/**
 * The same for three lines of three taps: line k meets at `met` the pixels k lines above those of line 0. Nine sums and
 * what six loads give are all the registers there are.
 * @param ofRow bytes from one line of the input to the next
 */
export function addThreeLines(
  x: usize, ofRow: usize, pixel: usize, met: usize, stride: usize, columns: i32, sums: usize, strideSums: usize,
): void {
  const second = strideSums, third = strideSums << 1, down = 3 * strideSums;
  for (let i: usize = 0; i < stride; i += 16) {
    const to = sums + i, to1 = to + down, to2 = to1 + down;
    let s00 = v128.load(to), s01 = v128.load(to + second), s02 = v128.load(to + third);
    let s10 = v128.load(to1), s11 = v128.load(to1 + second), s12 = v128.load(to1 + third);
    let s20 = v128.load(to2), s21 = v128.load(to2 + second), s22 = v128.load(to2 + third);
    let x0 = x + i, at = met + i;
    const end = at + <usize>columns * stride;
    do {
      const x1 = x0 - ofRow;
      const g0 = v128.load(at), g1 = v128.load(at + stride), g2 = v128.load(at + (stride << 1));
      const a = v128.load(x0), b = v128.load(x1), c = v128.load(x1 - ofRow);
      s00 = madd(a, g0, s00); s10 = madd(b, g0, s10); s20 = madd(c, g0, s20);
      s01 = madd(a, g1, s01); s11 = madd(b, g1, s11); s21 = madd(c, g1, s21);
      s02 = madd(a, g2, s02); s12 = madd(b, g2, s12); s22 = madd(c, g2, s22);
      x0 += pixel; at += stride;
    } while (at != end);
    v128.store(to, s00); v128.store(to + second, s01); v128.store(to + third, s02);
    v128.store(to1, s10); v128.store(to1 + second, s11); v128.store(to1 + third, s12);
    v128.store(to2, s20); v128.store(to2 + second, s21); v128.store(to2 + third, s22);
  }
}
