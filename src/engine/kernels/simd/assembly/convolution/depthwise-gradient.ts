/**
 * The way back through a depthwise convolution. The gradient, spread out by the stride with zeros around it, is looked at
 * from the input: what a pixel's gradient is summed from is also what the pixel itself adds to the filter's.
 */
import { madd } from '../relaxed';
import { correlateLine } from './depthwise';
import { fillLine } from './lines';
import { Walk } from './walk';

/**
 * The walk is over the gradient of the output, spread out: `source` [.., height, width, channels], strides as they were,
 * top and left in spread rows and columns, rows and columns those of the input.
 */
@unmanaged
class DepthwiseGradient extends Walk {
  /** [kernel height, kernel width, channels padded to whole vectors], turned upside down and left to right. */
  taps: usize;
  /** The output of the ReLU, or 0. */
  y: usize;
  /** [.., rows, columns, channels] */
  x: usize;
  /** As x, or 0. */
  dx: usize;
  /** [chunks, kernel height kernel width + 1, channels padded]: of the turned filter, then of the bias. */
  parts: usize;
  rowsAChunk: i32;
  columnsAChunk: i32;
  channelsAtOnce: i32;
}

/** Gradients of the input, and sums over a part of one image for filter and bias: {@link DepthwiseGradient}. */
export function depthwiseGradient(args: usize, chunk: i32, scratch: usize): void {
  const own = changetype<DepthwiseGradient>(args);
  const across = (own.columns + own.columnsAChunk - 1) / own.columnsAChunk;
  const down = (own.rows + own.rowsAChunk - 1) / own.rowsAChunk;
  const column = (chunk % across) * own.columnsAChunk, columns = min(own.columnsAChunk, own.columns - column);
  const row = ((chunk / across) % down) * own.rowsAChunk, rows = min(own.rowsAChunk, own.rows - row);
  const image = chunk / (across * down);
  const pixel = (<usize>own.channels) << 2, strideTaps = (<usize>((own.channels + 3) & ~3)) << 2;
  const height = own.kernelHeight, width = own.kernelWidth;
  const sums = own.parts + <usize>(chunk * (height * width + 1)) * strideTaps;
  const sumsOfBias = sums + <usize>(height * width) * strideTaps;
  memory.fill(sums, 0, <usize>(height * width + 1) * strideTaps);
  const left = own.left + column, top = own.top + row, filled = columns - 1 + width;
  // Each part of the gradient is summed for the bias by the chunk that has the pixel at the same place, or the last one.
  const lastRow = row + rows == own.rows ? i32.MAX_VALUE : row + rows;
  const lastColumn = column + columns == own.columns ? filled : column + columns - left;
  for (let channel = 0; channel < own.channels; channel += own.channelsAtOnce) {
    const channels = min(own.channelsAtOnce, own.channels - channel), skip = (<usize>channel) << 2;
    const stride = (<usize>((channels + 3) & ~3)) << 2, line = <usize>filled * stride;
    const first = <usize>(image * own.height * own.width) * pixel + skip;
    let ready = 0;
    for (let i = 0; i < rows; i++) {
      for (; ready < i + height; ready++) {
        const spread = top + ready, at = spread / own.strideDown;
        const there = spread >= 0 && at < own.height && at * own.strideDown == spread;
        const offset = first + <usize>(at * own.width) * pixel, to = scratch + <usize>ready * line;
        fillLine(
          there ? own.source + offset : 0, own.y ? own.y + offset : 0, own.width, pixel, own.strideAcross, left, filled,
          channels, to, stride,
        );
        if (there && spread >= row && spread < lastRow)
          addPixels(to + <usize>(column - left) * stride, to + <usize>lastColumn * stride, stride, sumsOfBias + skip);
      }
      const lines = scratch + <usize>i * line;
      const offset = <usize>((image * own.rows + row + i) * own.columns + column) * pixel + skip;
      if (own.dx) {
        correlateLine(
          lines, line, stride, stride, height, width, own.taps + skip, strideTaps, 0, 0, own.dx + offset, pixel,
          columns, channels,
        );
      }
      for (let tap = 0; tap < height; tap++) {
        const to = sums + <usize>(tap * width) * strideTaps + skip;
        addProducts(own.x + offset, pixel, lines + <usize>tap * line, stride, columns, width, to, strideTaps);
      }
    }
  }
}

/** sums += pixels of a line from `from` to `end`. */
function addPixels(from: usize, end: usize, stride: usize, sums: usize): void {
  for (let i: usize = 0; i < stride; i += 16) {
    let sum = v128.load(sums + i);
    for (let at = from + i; at < end; at += stride) sum = f32x4.add(sum, v128.load(at));
    v128.store(sums + i, sum);
  }
}

/** sums of each tap += sum over the columns of x times what the tap meets there. */
function addProducts(
  x: usize, pixel: usize, line: usize, stride: usize, columns: i32, width: i32, sums: usize, strideSums: usize,
): void {
  for (let i: usize = 0; i < stride; i += 16) {
    let tap = 0, met = line + i, to = sums + i;
    for (; tap + 3 <= width; tap += 3, met += 3 * stride) {
      addThreeTaps(x + i, pixel, met, stride, columns, to, strideSums);
      to += 3 * strideSums;
    }
    for (; tap < width; tap++, met += stride, to += strideSums) {
      let sum = v128.load(to), a = x + i, b = met, left = columns;
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
  x: usize, pixel: usize, line: usize, stride: usize, columns: i32, sums: usize, strideSums: usize,
): void {
  const second = sums + strideSums, third = second + strideSums;
  let s0 = v128.load(sums), s1 = v128.load(second), s2 = v128.load(third);
  let t0 = i32x4.splat(0), t1 = t0, t2 = t0;
  let left = columns;
  for (; left >= 2; left -= 2) {
    const even = v128.load(x), odd = v128.load(x + pixel);
    const at2 = line + (stride << 1);
    const g0 = v128.load(line), g1 = v128.load(line + stride), g2 = v128.load(at2), g3 = v128.load(at2 + stride);
    s0 = madd(even, g0, s0); t0 = madd(odd, g1, t0);
    s1 = madd(even, g1, s1); t1 = madd(odd, g2, t1);
    s2 = madd(even, g2, s2); t2 = madd(odd, g3, t2);
    x += pixel << 1;
    line = at2;
  }
  if (left) {
    const even = v128.load(x);
    s0 = madd(even, v128.load(line), s0);
    s1 = madd(even, v128.load(line + stride), s1);
    s2 = madd(even, v128.load(line + (stride << 1)), s2);
  }
  v128.store(sums, f32x4.add(s0, t0));
  v128.store(second, f32x4.add(s1, t1));
  v128.store(third, f32x4.add(s2, t2));
}
