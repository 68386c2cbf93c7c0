/**
 * Patches: what a filter meets at a position, as a row of [kernel height, kernel width, channels] floats. They are
 * gathered into scratch memory for a few positions at a time and never written out whole.
 */
import { Walk } from './walk';

/** Bytes from one patch to the next: copies run up to three floats over the end, and no power of two is met. */
export function patchStride(depth: i32): usize {
  return <usize>((depth + 6) & ~3) << 2;
}

/**
 * Columns [from, end) of the patches of `count` positions; zeros where the filter lies over the border.
 * @param first position, counted through all images
 * @param stride {@link patchStride} of end - from
 */
export function gatherPatches(walk: Walk, first: i32, count: i32, from: i32, end: i32, to: usize, stride: usize): void {
  const anImage = walk.rows * walk.columns;
  while (count > 0) {
    const image = first / anImage, within = first % anImage;
    const row = within / walk.columns, column = within % walk.columns;
    const together = min(count, walk.columns - column);
    gatherRow(walk, image, row, column, column + together, from, end, to, stride);
    first += together;
    count -= together;
    to += <usize>together * stride;
  }
}

/** The same for positions [column, last) of one row. Runs of a row of the filter lie together in the image. */
function gatherRow(
  walk: Walk, image: i32, row: i32, column: i32, last: i32, from: i32, end: i32, to: usize, stride: usize,
): void {
  const across = walk.strideAcross, channels = walk.channels, run = walk.kernelWidth * channels;
  const step = (<usize>(across * channels)) << 2;
  // Positions [inner, outer) lie within the image; what is before and behind them meets the border.
  const inner = min(last, max(column, walk.left < 0 ? (across - 1 - walk.left) / across : 0));
  const room = walk.width - walk.kernelWidth - walk.left;
  const outer = min(last, max(inner, room < 0 ? 0 : room / across + 1));
  for (let i = from / run; i * run < end; i++) {
    const begin = max(from - i * run, 0), stop = min(end - i * run, run);
    const line = row * walk.strideDown + walk.top + i;
    let at = to + (<usize>(i * run + begin - from) << 2);
    if (line < 0 || line >= walk.height) {
      for (let c = column; c < last; c++, at += stride) clear(at, stop - begin);
      continue;
    }
    const source = walk.source + ((<usize>(image * walk.height + line) * (walk.width * channels)) << 2);
    for (let c = column; c < inner; c++, at += stride) gatherBorder(walk, source, c * across + walk.left, begin, stop, at);
    const start = source + (((inner * across + walk.left) * channels + begin) << 2);
    copyRuns(start, step, at, stride, stop - begin, outer - inner);
    at += <usize>(outer - inner) * stride;
    for (let c = outer; c < last; c++, at += stride) gatherBorder(walk, source, c * across + walk.left, begin, stop, at);
  }
}

/** Floats [begin, stop) of the run that starts at a column which may lie outside of the image. */
function gatherBorder(walk: Walk, source: usize, column: i32, begin: i32, stop: i32, to: usize): void {
  const channels = walk.channels;
  const valid = min(stop, max(begin, -column * channels));
  const invalid = max(valid, min(stop, (walk.width - column) * channels));
  const from = source + ((column * channels) << 2);
  for (let k = begin; k < valid; k++, to += 4) store<f32>(to, 0);
  let k = valid;
  for (; k + 4 <= invalid; k += 4, to += 16) v128.store(to, v128.load(from + (k << 2)));
  for (; k < invalid; k++, to += 4) store<f32>(to, load<f32>(from + (k << 2)));
  for (; k < stop; k++, to += 4) store<f32>(to, 0);
}

/** Copies runs of floats, up to three floats too many each: they lie where the next run or nothing is to come. */
function copyRuns(from: usize, step: usize, to: usize, stride: usize, floats: i32, count: i32): void {
  if (floats <= 4) {
    for (; count > 0; count--, from += step, to += stride) v128.store(to, v128.load(from));
    return;
  }
  const bytes = (<usize>floats) << 2;
  for (; count > 0; count--, from += step, to += stride)
    for (let i: usize = 0; i < bytes; i += 16) v128.store(to + i, v128.load(from + i));
}

function clear(to: usize, floats: i32): void {
  const end = to + (<usize>floats << 2);
  for (; to < end; to += 16) v128.store(to, i32x4.splat(0));
}
