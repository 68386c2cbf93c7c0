/** Convolution of each channel with its own filter, four channels in a vector. */
import { storeLanes } from '../lanes';
import { aboveZero } from '../product/tile';
import { madd } from '../relaxed';
import { fillLine } from './lines';
import { Walk } from './walk';

@unmanaged
class Depthwise extends Walk {
  /** [kernel height, kernel width, channels padded to whole vectors] */
  taps: usize;
  /** [channels] */
  bias: usize;
  /** [.., rows, columns, channels] */
  result: usize;
  relu: i32;
  /** Rows and columns of the output that a chunk takes, and channels that it takes at a time: whole vectors. */
  rowsAChunk: i32;
  columnsAChunk: i32;
  channelsAtOnce: i32;
}

/** result = activation(correlation + bias): {@link Depthwise}; a chunk is a part of one image. */
export function depthwise(args: usize, chunk: i32, scratch: usize): void {
  const own = changetype<Depthwise>(args);
  const across = (own.columns + own.columnsAChunk - 1) / own.columnsAChunk;
  const down = (own.rows + own.rowsAChunk - 1) / own.rowsAChunk;
  const column = (chunk % across) * own.columnsAChunk, columns = min(own.columnsAChunk, own.columns - column);
  const row = ((chunk / across) % down) * own.rowsAChunk, rows = min(own.rowsAChunk, own.rows - row);
  const image = chunk / (across * down);
  const pixel = (<usize>own.channels) << 2, strideTaps = (<usize>((own.channels + 3) & ~3)) << 2;
  const left = own.left + column * own.strideAcross, top = own.top + row * own.strideDown;
  const filled = (columns - 1) * own.strideAcross + own.kernelWidth;
  for (let channel = 0; channel < own.channels; channel += own.channelsAtOnce) {
    const channels = min(own.channelsAtOnce, own.channels - channel), skip = (<usize>channel) << 2;
    const stride = (<usize>((channels + 3) & ~3)) << 2, line = <usize>filled * stride;
    const source = own.source + <usize>(image * own.height * own.width) * pixel + skip;
    let ready = 0;
    for (let i = 0; i < rows; i++) {
      // Lines are filled just before they are needed for the first time, so that they are near.
      for (const needed = i * own.strideDown + own.kernelHeight; ready < needed; ready++) {
        const at = top + ready;
        const from = at < 0 || at >= own.height ? 0 : source + <usize>(at * own.width) * pixel;
        fillLine(from, 0, own.width, pixel, 1, left, filled, channels, scratch + <usize>ready * line, stride);
      }
      const position = (image * own.rows + row + i) * own.columns + column;
      correlateLine(
        scratch + <usize>(i * own.strideDown) * line, line, stride, <usize>own.strideAcross * stride,
        own.kernelHeight, own.kernelWidth, own.taps + skip, strideTaps, own.bias ? own.bias + skip : 0, own.relu,
        own.result + <usize>position * pixel + skip, pixel, columns, channels,
      );
    }
  }
}

/**
 * One line of the output.
 * @param lines filled lines, `line` bytes apart, their pixels `stride` bytes apart
 * @param step bytes from what the first tap meets at one position to what it meets at the next
 */
export function correlateLine(
  lines: usize, line: usize, stride: usize, step: usize, height: i32, width: i32, taps: usize, strideTaps: usize,
  bias: usize, relu: i32, to: usize, pixel: usize, columns: i32, channels: i32,
): void {
  const bytes = (<usize>channels) << 2;
  let column = 0;
  for (; column + 4 <= columns; column += 4, lines += step << 2, to += pixel << 2) {
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
      const own = to + i, rest = bytes - i;
      storeLanes(own, s0, rest);
      storeLanes(own + pixel, s1, rest);
      storeLanes(own + (pixel << 1), s2, rest);
      storeLanes(own + pixel + (pixel << 1), s3, rest);
    }
  }
  for (; column < columns; column++, lines += step, to += pixel) {
    for (let i: usize = 0; i < bytes; i += 16) {
      let sum = bias ? v128.load(bias + i) : i32x4.splat(0);
      let tap = taps + i, at = lines + i;
      for (let row = 0; row < height; row++, at += line) {
        let x = at, left = width;
        do {
          sum = madd(v128.load(x), v128.load(tap), sum);
          tap += strideTaps; x += stride;
        } while (--left);
      }
      storeLanes(to + i, relu ? aboveZero(sum) : sum, bytes - i);
    }
  }
}
