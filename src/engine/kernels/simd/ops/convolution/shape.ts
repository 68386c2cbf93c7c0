import { isPointwise, type ConvShape } from '../../../conv-shape.ts';
import { SCRATCH_BYTES } from '../../layout.ts';

/** Words that every task of a convolution begins with: see the class Walk of the kernels. */
export function walkOf(source: number, shape: ConvShape): number[] {
  const { height, width, channels, kernel, stride, padding, rows, columns } = shape;
  return [source, height, width, channels, ...kernel, ...stride, -padding[0], -padding[1], rows, columns];
}

/**
 * Most channels that the kernels take at a position: on the way back, scratch memory holds their sums, four rows of them
 * and, in less than 8 KiB, four patches.
 */
export const MOST_CHANNELS = Math.floor((SCRATCH_BYTES - 8192) / (5 * 4));

/** @throws RangeError where scratch memory is too small for so many channels; those of single pixels are never there whole */
export function checkChannels(shape: ConvShape, outputs: number): void {
  const most = isPointwise(shape) ? outputs : Math.max(outputs, shape.channels);
  if (most > MOST_CHANNELS) throw new RangeError(`a convolution of ${most} channels, more than ${MOST_CHANNELS}`);
}
