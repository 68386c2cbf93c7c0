import type { ConvShape } from '../../../conv-shape.ts';
import type { Machine } from '../../machine.ts';
import { SCRATCH_BYTES } from '../../layout.ts';
import { arrange, type Axis } from './arrange.ts';
import { sumParts } from '../sum-parts.ts';
import type { GradientData } from './gradients.ts';
import { walkOf } from './shape.ts';

/** Bytes of lines that a chunk fills: they stay near while it works on them. */
const LINES_BYTES = 2 ** 17;
const ONE: Axis = [1, 0];

/** Floats of the output that a chunk writes. */
const FLOATS_A_CHUNK = 2 ** 15;

/** What a chunk takes of an input image on the way back. */
interface Part {
  readonly rows: number;
  readonly columns: number;
  readonly channelsAtOnce: number;
  readonly chunks: number;
}

/**
 * Parts whose lines fit into scratch memory: several rows of whole lines where that is possible, else one row, of fewer
 * channels, of fewer columns.
 */
function partOf({ batch, height, width, channels, kernel }: ConvShape): Part {
  let [columns, channelsAtOnce] = [width, paddedOf(channels)];
  const bytesOf = (lines: number): number => 4 * lines * (columns - 1 + kernel[1]) * channelsAtOnce;
  while (bytesOf(kernel[0]) > SCRATCH_BYTES && channelsAtOnce > 4)
    channelsAtOnce = Math.max(4, Math.floor(channelsAtOnce / 8) * 4);
  while (bytesOf(kernel[0]) > SCRATCH_BYTES && columns > 1) columns = Math.ceil(columns / 2);
  if (bytesOf(kernel[0]) > SCRATCH_BYTES) throw new RangeError(`a filter of ${kernel[0]} x ${kernel[1]} is too large`);
  const rows = Math.min(height, Math.max(1, Math.floor(LINES_BYTES / bytesOf(1)) - kernel[0] + 1));
  return { rows, columns, channelsAtOnce, chunks: batch * Math.ceil(height / rows) * Math.ceil(width / columns) };
}

/**
 * y = activation(correlation of each channel of x with its own filter + bias).
 * @param w address of [channels, kernel height, kernel width]
 */
export function depthwise(
  machine: Machine,
  [x, w, bias, y]: readonly [number, number, number, number],
  shape: ConvShape,
  relu: boolean,
): void {
  const { kernel, channels, rows, columns } = shape;
  const taps = kernel[0] * kernel[1];
  const lines = shape.batch * rows;
  const own = Math.max(1, Math.floor(FLOATS_A_CHUNK / (columns * channels)));
  machine.heap.scope((room) => {
    const arranged = room(4 * taps * paddedOf(channels));
    arrangeTaps(machine, w, arranged, taps, channels, false);
    const result = [arranged, bias, y, relu ? 1 : 0, lines, own];
    machine.run('depthwise', Math.ceil(lines / own), [...walkOf(x, shape), ...result]);
  });
}

/** All gradients in one pass; sums of parts of images are added in their order. */
export function depthwiseGradient(machine: Machine, data: GradientData, shape: ConvShape): void {
  const { height, width, channels, kernel, stride, padding, rows, columns } = shape;
  const [kh, kw] = kernel;
  const taps = kh * kw;
  const padded = paddedOf(channels);
  const size = (taps + 1) * padded;
  const part = partOf(shape);
  machine.heap.scope((room) => {
    const turned = room(4 * taps * padded);
    arrangeTaps(machine, data.w, turned, taps, channels, true);
    const parts = room(4 * part.chunks * size);
    machine.run('depthwiseGradient', part.chunks, [
      ...[data.dy, rows, columns, channels, kh, kw, ...stride, padding[0] - kh + 1, padding[1] - kw + 1],
      ...[height, width, turned, data.y, data.x, data.dx, parts, part.rows, part.columns, part.channelsAtOnce],
    ]);
    const sums = room(4 * size);
    sumParts(machine, parts, part.chunks, size, sums);
    arrange(machine, sums, data.dw, [ONE, ONE, [channels, 1], [taps, -padded]], (taps - 1) * padded);
    arrange(machine, sums, data.db, [ONE, ONE, ONE, [channels, 1]], taps * padded);
  });
}

/** Channels in whole vectors. */
function paddedOf(channels: number): number {
  return Math.ceil(channels / 4) * 4;
}

/** Taps one after another, each of all channels, `padded` of them: what is behind the last one is never used. */
function arrangeTaps(machine: Machine, w: number, to: number, taps: number, channels: number, turned: boolean): void {
  const [first, step] = turned ? [taps - 1, -1] : [0, 1];
  const gap = paddedOf(channels) - channels;
  arrange(machine, w, to, [ONE, ONE, [taps, step], [channels, taps]], first, gap);
}
