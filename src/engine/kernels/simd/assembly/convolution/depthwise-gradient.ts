/**
 * The way back through a depthwise convolution. The gradient, spread out by the stride with zeros around it, is looked at
 * from the input: what a pixel's gradient is summed from is also what the pixel itself adds to the filter's.
 */
import { addPixels, addProducts, addThreeLines } from './depthwise-sums';
import { fillLine } from './fill';
import { correlateLine } from './line';
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
  /** Rows and columns of the input that a chunk takes, and channels that it takes at a time: whole vectors. */
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
  const owned = column + columns == own.columns ? filled + left - column : columns;
  for (let channel = 0; channel < own.channels; channel += own.channelsAtOnce) {
    const channels = min(own.channelsAtOnce, own.channels - channel), skip = (<usize>channel) << 2;
    const stride = (<usize>((channels + 3) & ~3)) << 2, line = <usize>filled * stride;
    const first = <usize>(image * own.height * own.width) * pixel + skip;
    const pixels = <usize>((image * own.rows + row) * own.columns + column) * pixel + skip;
    const ofRow = <usize>own.columns * pixel;
    for (let i = 0; i < rows + height - 1; i++) {
      const spread = top + i, at = spread / own.strideDown, met = scratch + <usize>i * line;
      const there = spread >= 0 && at < own.height && at * own.strideDown == spread;
      const offset = first + <usize>(at * own.width) * pixel;
      const source = there ? own.source + offset : <usize>0, gate = own.y ? own.y + offset : <usize>0;
      fillLine(source, gate, own.width, pixel, own.strideAcross, left, filled, met, stride);
      if (there) {
        if (spread >= row && spread < lastRow)
          addPixels(met + <usize>(column - left) * stride, owned, stride, sumsOfBias + skip);
        // Line `tap` of the filter meets this line at row i - tap of the part.
        let tap = max(0, i - rows + 1);
        const last = min(height, i + 1);
        while (tap < last) {
          const x = own.x + pixels + <usize>(i - tap) * ofRow, to = sums + <usize>(tap * width) * strideTaps + skip;
          if (tap + 3 <= last && width == 3) {
            addThreeLines(x, ofRow, pixel, met, stride, columns, to, strideTaps);
            tap += 3;
          } else {
            addProducts(x, pixel, met, stride, columns, width, to, strideTaps);
            tap++;
          }
        }
      }
      const done = i - height + 1;
      if (own.dx && done >= 0) {
        correlateLine(
          scratch + <usize>done * line, line, stride, stride, height, width, own.taps + skip, strideTaps, 0, 0,
          own.dx + pixels + <usize>done * ofRow, pixel, columns, channels,
        );
      }
    }
  }
}
