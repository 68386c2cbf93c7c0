/** One line of a depthwise convolution: lines of an image by the taps, four channels in a vector. */
import { storeLanes } from '../lanes';
import { aboveZero } from '../product/tile';
import { madd } from '../relaxed';

/**
 * Positions of one line of the output whose taps all meet the image.
 * @param at what the first tap meets at the first position; lines are `line` bytes apart, pixels `stride` bytes
 * @param step bytes from what a tap meets at one position to what it meets at the next
 * @param height lines that are met; may be 0
 * @param taps [height, width, channels], `strideTaps` bytes a tap
 * @param bias of the channels, or 0
 * @param to first pixel of the output, `pixel` bytes a pixel
 */
export function correlateLine(
  at: usize, line: usize, stride: usize, step: usize, height: i32, width: i32, taps: usize, strideTaps: usize,
  bias: usize, relu: i32, to: usize, pixel: usize, columns: i32, channels: i32,
): void {
  const whole = (<usize>(channels & ~3)) << 2, bytes = (<usize>channels) << 2;
  const quick = width == 3 && step == stride && height > 0;
  let column = 0;
  for (; column + 4 <= columns; column += 4, at += step << 2, to += pixel << 2) {
    if (quick) threeTaps(at, line, stride, height, taps, strideTaps, bias, relu, to, pixel, whole);
    else anyTaps(at, line, stride, step, height, width, taps, strideTaps, bias, relu, to, pixel, whole);
    if (whole == bytes) continue;
    for (let i: usize = 0; i < 4; i++) {
      const own = at + i * step + whole;
      onePixel(
        own, line, stride, height, width, taps + whole, strideTaps, 0, bias ? bias + whole : 0, relu,
        to + i * pixel + whole, bytes - whole,
      );
    }
  }
  for (; column < columns; column++, at += step, to += pixel)
    onePixel(at, line, stride, height, width, taps, strideTaps, 0, bias, relu, to, bytes);
}

/** Four positions of filters of three columns that move by one: of six pixels in a row, each is met by up to three taps. */
function threeTaps(
  lines: usize, line: usize, stride: usize, height: i32, taps: usize, strideTaps: usize,
  bias: usize, relu: i32, to: usize, pixel: usize, bytes: usize,
): void {
  const ofLine = 3 * strideTaps, end = taps + <usize>height * ofLine;
  const at3 = 3 * stride, at5 = 5 * stride, to3 = 3 * pixel;
  for (let i: usize = 0; i < bytes; i += 16) {
    let s0 = bias ? v128.load(bias + i) : i32x4.splat(0), s1 = s0, s2 = s0, s3 = s0;
    let at = lines + i, tap = taps + i;
    const last = end + i;
    do {
      const w0 = v128.load(tap), w1 = v128.load(tap + strideTaps), w2 = v128.load(tap + (strideTaps << 1));
      const x0 = v128.load(at), x1 = v128.load(at + stride), x2 = v128.load(at + (stride << 1));
      const x3 = v128.load(at + at3), x4 = v128.load(at + (stride << 2)), x5 = v128.load(at + at5);
      s0 = madd(x0, w0, s0); s1 = madd(x1, w0, s1); s2 = madd(x2, w0, s2); s3 = madd(x3, w0, s3);
      s0 = madd(x1, w1, s0); s1 = madd(x2, w1, s1); s2 = madd(x3, w1, s2); s3 = madd(x4, w1, s3);
      s0 = madd(x2, w2, s0); s1 = madd(x3, w2, s1); s2 = madd(x4, w2, s2); s3 = madd(x5, w2, s3);
      tap += ofLine; at += line;
    } while (tap != last);
    if (relu) {
      s0 = aboveZero(s0); s1 = aboveZero(s1); s2 = aboveZero(s2); s3 = aboveZero(s3);
    }
    const own = to + i;
    v128.store(own, s0);
    v128.store(own + pixel, s1);
    v128.store(own + (pixel << 1), s2);
    v128.store(own + to3, s3);
  }
}

/** Four positions, tap by tap. */
function anyTaps(
  lines: usize, line: usize, stride: usize, step: usize, height: i32, width: i32, taps: usize, strideTaps: usize,
  bias: usize, relu: i32, to: usize, pixel: usize, bytes: usize,
): void {
  for (let i: usize = 0; i < bytes; i += 16) {
    let s0 = bias ? v128.load(bias + i) : i32x4.splat(0), s1 = s0, s2 = s0, s3 = s0;
    let tap = taps + i, at = lines + i;
    for (let row = 0; row < height; row++, at += line) {
      let x = at, left = width;
      do {
        const weight = v128.load(tap), x1 = x + step, x2 = x1 + step;
        s0 = madd(v128.load(x), weight, s0);
        s1 = madd(v128.load(x1), weight, s1);
        s2 = madd(v128.load(x2), weight, s2);
        s3 = madd(v128.load(x2 + step), weight, s3);
        tap += strideTaps; x += stride;
      } while (--left);
    }
    if (relu) {
      s0 = aboveZero(s0); s1 = aboveZero(s1); s2 = aboveZero(s2); s3 = aboveZero(s3);
    }
    const own = to + i;
    v128.store(own, s0);
    v128.store(own + pixel, s1);
    v128.store(own + (pixel << 1), s2);
    v128.store(own + 3 * pixel, s3);
  }
}

/**
 * One position, which may have lost taps over the border.
 * @param width taps of a line that are there
 * @param lost bytes of the taps that are not, from one line of taps to the next
 */
export function onePixel(
  lines: usize, line: usize, stride: usize, height: i32, width: i32, taps: usize, strideTaps: usize, lost: usize,
  bias: usize, relu: i32, to: usize, bytes: usize,
): void {
  for (let i: usize = 0; i < bytes; i += 16) {
    let sum = bias ? v128.load(bias + i) : i32x4.splat(0);
    let tap = taps + i, at = lines + i;
    for (let row = 0; row < height; row++, at += line, tap += lost) {
      let x = at;
      for (let left = width; left > 0; left--, tap += strideTaps, x += stride)
        sum = madd(v128.load(x), v128.load(tap), sum);
    }
    storeLanes(to + i, relu ? aboveZero(sum) : sum, bytes - i);
  }
}
