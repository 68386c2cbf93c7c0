/** Lines of a gradient in scratch memory, spread out, with zeros around them: then no tap has to ask where the border is. */
import { throughRelu } from '../activation';

/**
 * One line of an image, or zeros.
 * @param source its first pixel, or 0 for a line outside of the image
 * @param gate the same line of the output of a ReLU, through which the line goes, or 0
 * @param width pixels of the image
 * @param pixel bytes from one pixel of the image to the next
 * @param apart columns from one pixel to the next after spreading; those between are zeros
 * @param from first column to fill, after spreading; negative in the padding
 * @param columns to fill
 * @param to line to fill, `stride` bytes a pixel: whole vectors, all of which are written
 */
export function fillLine(
  source: usize, gate: usize, width: i32, pixel: usize, apart: i32, from: i32, columns: i32, to: usize, stride: usize,
): void {
  if (!source) {
    clear(to, to + <usize>columns * stride);
    return;
  }
  const end = from + columns;
  if (apart == 1 && pixel == stride) {
    const first = min(end, max(from, 0)), last = max(first, min(end, width));
    const begin = to + <usize>(first - from) * stride, stop = begin + <usize>(last - first) * stride;
    clear(to, begin);
    copy(source + <usize>first * pixel, gate ? gate + <usize>first * pixel : 0, begin, stop);
    clear(stop, to + <usize>columns * stride);
    return;
  }
  for (let column = from; column < end; column++, to += stride) {
    const at = column / apart;
    if (column < 0 || at >= width || at * apart != column) clear(to, to + stride);
    else copy(source + <usize>at * pixel, gate ? gate + <usize>at * pixel : 0, to, to + stride);
  }
}

function clear(to: usize, end: usize): void {
  for (; to < end; to += 16) v128.store(to, i32x4.splat(0));
}

function copy(from: usize, gate: usize, to: usize, end: usize): void {
  if (gate) {
    for (; to < end; to += 16, from += 16, gate += 16)
      v128.store(to, throughRelu(v128.load(from), v128.load(gate)));
  } else {
    for (; to < end; to += 16, from += 16) v128.store(to, v128.load(from));
  }
}
