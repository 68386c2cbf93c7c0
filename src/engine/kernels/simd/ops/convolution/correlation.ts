import { isPointwise, positionsOf, type ConvShape } from '../../../conv-shape.ts';
import type { Machine } from '../../machine.ts';
import { arrange, packRows, panelBytes } from './arrange.ts';
import { product } from '../product.ts';
import { walkOf } from './shape.ts';

const RELU = 2;
/** A multiple of the positions that a kernel gathers at once. */
const POSITIONS_A_CHUNK = 128;

/**
 * y = activation(correlation of x with w + bias).
 * @param y address of [batch, rows, columns, outputs]
 */
export function correlation(
  machine: Machine,
  [x, w, bias, y]: readonly [number, number, number, number],
  shape: ConvShape,
  outputs: number,
  relu: boolean,
): void {
  const { kernel, channels, rows, columns } = shape;
  const [kh, kw] = kernel;
  const depth = kh * kw * channels;
  if (isPointwise(shape)) {
    const size = { rows: positionsOf(shape), columns: outputs, depth };
    const [from, to] = [
      { address: x, stride: channels },
      { address: y, stride: outputs },
    ];
    product(machine, from, { address: w, stride: channels, transposed: true }, to, size, { bias, relu });
    return;
  }
  machine.heap.scope((room) => {
    const panels = room(panelBytes(depth, outputs));
    let filter = w;
    if (channels > 1 && kh * kw > 1) {
      filter = room(4 * outputs * depth);
      arrange(machine, w, filter, [
        [outputs, depth],
        [kh, kw],
        [kw, 1],
        [channels, kh * kw],
      ]);
    }
    packRows(machine, filter, panels, depth, outputs);
    run(machine, walkOf(x, shape), [panels, outputs], [y, rows, columns, 0, 0, 1, 1], bias, relu, shape.batch);
  });
}

/**
 * Gradient of the input. Input pixels that lie alike under the strides meet the same taps: for each such phase it is a
 * plain correlation of dz with these taps, turned.
 * @param dz address of [batch, rows, columns, outputs]
 */
export function inputGradient(
  machine: Machine,
  [dz, w, dx]: readonly [number, number, number],
  shape: ConvShape,
  outputs: number,
): void {
  const { batch, height, width, channels, kernel, stride, padding, rows, columns } = shape;
  const [kh, kw] = kernel;
  const tapsOf = kh * kw;
  machine.heap.scope((room) => {
    const most = Math.ceil(kh / stride[0]) * Math.ceil(kw / stride[1]) * outputs;
    const filter = room(4 * channels * most);
    const panels = room(panelBytes(most, channels));
    for (const down of phasesOf(height, kh, stride[0], padding[0])) {
      for (const across of phasesOf(width, kw, stride[1], padding[1])) {
        const depth = down.taps * across.taps * outputs;
        arrange(
          machine,
          w,
          filter,
          [
            [channels, tapsOf],
            [down.taps, -stride[0] * kw],
            [across.taps, -stride[1]],
            [outputs, channels * tapsOf],
          ],
          down.lastTap * kw + across.lastTap,
        );
        packRows(machine, filter, panels, depth, channels);
        const walk = [dz, rows, columns, outputs, down.taps, across.taps, 1, 1, down.start, across.start];
        const place = [dx, height, width, down.first, across.first, ...stride];
        run(machine, [...walk, down.count, across.count], [panels, channels], place, 0, false, batch);
      }
    }
  });
}

/** Along one axis, the pixels first, first + stride, ... and what they meet. */
interface Phase {
  readonly first: number;
  readonly count: number;
  /** Taps of the filter that meet such pixels, and the last of them. */
  readonly taps: number;
  readonly lastTap: number;
  /** Where in dz the last tap meets the first pixel. */
  readonly start: number;
}

/** Phases with pixels; one without taps keeps a tap outside of dz, since its gradients are zeros. */
export function phasesOf(size: number, kernel: number, stride: number, padding: number): Phase[] {
  const phases: Phase[] = [];
  for (let first = 0; first < Math.min(stride, size); first++) {
    const tap = (first + padding) % stride;
    const taps = Math.ceil((kernel - tap) / stride);
    const count = Math.ceil((size - first) / stride);
    const at = Math.floor((first + padding) / stride);
    if (taps > 0) phases.push({ first, count, taps, lastTap: tap + (taps - 1) * stride, start: at - taps + 1 });
    else phases.push({ first, count, taps: 1, lastTap: 0, start: -size - count - kernel });
  }
  return phases;
}

function run(
  machine: Machine,
  walk: readonly number[],
  [panels, outputs]: readonly [number, number],
  place: readonly number[],
  bias: number,
  relu: boolean,
  batch: number,
): void {
  const [rows = 0, columns = 0] = walk.slice(-2);
  const positions = batch * rows * columns;
  const chunks = Math.ceil(positions / POSITIONS_A_CHUNK);
  const tile = [bias, relu ? RELU : 0, positions, POSITIONS_A_CHUNK];
  machine.run('correlate', chunks, [...walk, panels, outputs, ...place, ...tile]);
}
