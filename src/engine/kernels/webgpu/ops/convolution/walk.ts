import type { ConvShape } from '../../../conv-shape.ts';

/** Whether a filter walks over an image, or the gradients of its positions come back to the pixels. */
export type Direction = 'forward' | 'backward';

/** Sizes that every kernel of a convolution knows: `source` is what it gathers from, the target what it computes. */
export const walkParams = {
  images: 'u32',
  sourceHeight: 'u32',
  sourceWidth: 'u32',
  sourceChannels: 'u32',
  height: 'u32',
  width: 'u32',
  channels: 'u32',
  kernelDown: 'u32',
  kernelAcross: 'u32',
  strideDown: 'u32',
  strideAcross: 'u32',
  paddingDown: 'u32',
  paddingAcross: 'u32',
} as const;

/** Values of {@link walkParams}. */
export function walkValues(
  direction: Direction,
  { batch, height, width, channels, rows, columns, kernel, stride, padding }: ConvShape,
  outputs: number,
): number[] {
  const [image, positions] = [
    [height, width, channels],
    [rows, columns, outputs],
  ];
  const [source, target] = direction === 'forward' ? [image, positions] : [positions, image];
  return [batch, ...source, ...target, ...kernel, ...stride, ...padding];
}

/** Pixels that lie alike under the strides meet the same taps: as many phases as there are such ways to lie. */
export function phasesOf(direction: Direction, { stride }: ConvShape): number {
  return direction === 'forward' ? 1 : stride[0] * stride[1];
}

/** The most places of one phase. */
export function placesOf(direction: Direction, { batch, height, width, rows, columns, stride }: ConvShape): number {
  return direction === 'forward'
    ? batch * rows * columns
    : batch * Math.ceil(height / stride[0]) * Math.ceil(width / stride[1]);
}

const axes: Readonly<Record<Direction, string>> = {
  forward: 'return Axis(size, -i32(padding), i32(stride), kernel, 1, 0, 1, 0, 1);',
  backward: `let reach = phase + padding;
  let tap = reach % stride;
  let count = (max(size, phase) - phase + stride - 1) / stride;
  let taps = (max(kernel, tap) - tap + stride - 1) / stride;
  return Axis(count, i32(reach / stride), 1, taps, -1, tap, stride, phase, stride);`,
};

/**
 * WGSL of a walk over the buffer `source`. On the way back, each phase is a plain correlation of the gradients with the
 * taps that it meets, turned.
 */
export function walkCode(direction: Direction): string {
  return `
struct Axis {
  count: u32,      // places
  first: i32,      // where in the source the first tap meets the first place
  stride: i32,     // from place to place in the source
  taps: u32,
  step: i32,       // from tap to tap in the source
  tap: u32,        // the first tap in the filter
  tapStride: u32,
  pixel: u32,      // the first place in the target
  pixelStride: u32,
}
struct Walk { down: Axis, across: Axis }
struct Place { base: i32, top: i32, left: i32, pixel: u32 }
// Tap.weight is its row in the arranged filter.
struct Tap { offset: i32, down: i32, right: i32, weight: u32 }

fn axisOf(phase: u32, size: u32, kernel: u32, stride: u32, padding: u32) -> Axis {
  ${axes[direction]}
}
fn walkOf(phase: u32) -> Walk {
  return Walk(
    axisOf(phase / p.strideAcross, p.height, p.kernelDown, p.strideDown, p.paddingDown),
    axisOf(phase % p.strideAcross, p.width, p.kernelAcross, p.strideAcross, p.paddingAcross));
}
fn placesOf(walk: Walk) -> u32 { return p.images * walk.down.count * walk.across.count; }
// A number as digits, the last first, and the next number: a loop that counts in digits need not divide.
fn digitsOf(i: u32, last: u32, middle: u32) -> vec3u {
  let whole = i / last;
  let first = whole / middle;
  return vec3u(i - whole * last, whole - first * middle, first);
}
fn next(digits: vec3u, last: u32, middle: u32) -> vec3u {
  let carry = digits.x + 1 == last;
  let carryAgain = carry && digits.y + 1 == middle;
  return vec3u(
    select(digits.x + 1, 0, carry),
    select(select(digits.y, digits.y + 1, carry), 0, carryAgain),
    select(digits.z, digits.z + 1, carryAgain));
}
// Digits of a place: column, row, image.
fn placeAt(walk: Walk, digits: vec3u) -> Place {
  let column = digits.x;
  let row = digits.y;
  let image = digits.z;
  let top = i32(row) * walk.down.stride + walk.down.first;
  let left = i32(column) * walk.across.stride + walk.across.first;
  let base = ((i32(image * p.sourceHeight) + top) * i32(p.sourceWidth) + left) * i32(p.sourceChannels);
  let targetRow = image * p.height + walk.down.pixel + row * walk.down.pixelStride;
  return Place(base, top, left, targetRow * p.width + walk.across.pixel + column * walk.across.pixelStride);
}
fn placeOf(walk: Walk, i: u32) -> Place { return placeAt(walk, digitsOf(i, walk.across.count, walk.down.count)); }
// Digits of a tap: channel, column, row. Neighbours in the source are neighbours here.
fn tapAt(walk: Walk, digits: vec3u) -> Tap {
  let c = digits.x;
  let j = digits.y;
  let i = digits.z;
  let down = i32(i) * walk.down.step;
  let right = i32(j) * walk.across.step;
  let offset = (down * i32(p.sourceWidth) + right) * i32(p.sourceChannels) + i32(c);
  let tapDown = walk.down.tap + i * walk.down.tapStride;
  let tapAcross = walk.across.tap + j * walk.across.tapStride;
  return Tap(offset, down, right, (tapDown * p.kernelAcross + tapAcross) * p.sourceChannels + c);
}
fn tapOf(walk: Walk, k: u32) -> Tap { return tapAt(walk, digitsOf(k, p.sourceChannels, walk.across.taps)); }
fn seen(place: Place, tap: Tap) -> f32 {
  let inside = u32(place.top + tap.down) < p.sourceHeight && u32(place.left + tap.right) < p.sourceWidth;
  return select(0.0, source[place.base + tap.offset], inside);
}`;
}
