/** Convolution of each channel with its own filter. */
import { correlateLine, onePixel } from './line';
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
  /** Lines of the output, counted through all images. */
  lines: i32;
  linesAChunk: i32;
}

/** result = activation(correlation + bias), line by line, straight from the images: {@link Depthwise}. */
export function depthwise(args: usize, chunk: i32, scratch: usize): void {
  const own = changetype<Depthwise>(args);
  const end = min(own.lines, (chunk + 1) * own.linesAChunk);
  for (let line = chunk * own.linesAChunk; line < end; line++) correlateRow(own, line / own.rows, line % own.rows);
}

function correlateRow(own: Depthwise, image: i32, row: i32): void {
  const width = own.kernelWidth, across = own.strideAcross, channels = own.channels;
  const pixel = (<usize>channels) << 2, strideTaps = (<usize>((channels + 3) & ~3)) << 2;
  // Lines of taps that meet the image.
  const top = row * own.strideDown + own.top;
  const first = min(own.kernelHeight, max(0, -top)), height = max(0, min(own.kernelHeight, own.height - top) - first);
  const line = <usize>own.width * pixel;
  const lines = own.source + <usize>(image * own.height + top + first) * line;
  const taps = own.taps + <usize>(first * width) * strideTaps;
  const to = own.result + <usize>((image * own.rows + row) * own.columns) * pixel;
  // Positions [inner, outer) have all columns of taps within the image.
  const inner = min(own.columns, own.left < 0 ? (across - 1 - own.left) / across : 0);
  const room = own.width - width - own.left;
  const outer = min(own.columns, max(inner, room < 0 ? 0 : room / across + 1));
  correlateBorder(own, lines, line, pixel, height, taps, strideTaps, to, 0, inner);
  correlateLine(
    lines + (inner * across + own.left) * pixel, line, pixel, <usize>across * pixel, height, width, taps, strideTaps,
    own.bias, own.relu, to + <usize>inner * pixel, pixel, outer - inner, channels,
  );
  correlateBorder(own, lines, line, pixel, height, taps, strideTaps, to, outer, own.columns);
}

function correlateBorder(
  own: Depthwise, lines: usize, line: usize, pixel: usize, height: i32, taps: usize, strideTaps: usize, to: usize,
  column: i32, end: i32,
): void {
  for (; column < end; column++) {
    const left = column * own.strideAcross + own.left;
    const first = min(own.kernelWidth, max(0, -left));
    const width = max(0, min(own.kernelWidth, own.width - left) - first);
    onePixel(
      lines + (left + first) * pixel, line, pixel, height, width, taps + <usize>first * strideTaps, strideTaps,
      <usize>(own.kernelWidth - width) * strideTaps, own.bias, own.relu, to + <usize>column * pixel, pixel,
    );
  }
}
