import { positionsOf, type ConvShape } from '../../../conv-shape.ts';
import type { Machine } from '../../machine.ts';
import { sumParts } from '../sum-parts.ts';
import { arrange } from './arrange.ts';
import type { GradientData } from './gradients.ts';
import { walkOf } from './shape.ts';

/** Positions that are summed from end to end. */
const SEGMENT = 1024;
/** Bytes that the sums of all segments may take together. */
const MOST_BYTES = 2 ** 25;
/** Columns of the filter that a chunk takes. */
const DEPTH_A_CHUNK = 256;

/** What is read and written; `dx` is for filters of one tap alone. */
export interface FilterGradientData extends Omit<GradientData, 'w'> {
  /** Room for the gradient before the activation, or 0 where nobody needs it. */
  readonly dz: number;
  /** Packed panels of w for `dx`, or 0. */
  readonly panels: number;
}

/** Gradients of filter and bias; positions are summed in segments, whatever the number of threads, and then in order. */
export function filterGradient(machine: Machine, data: FilterGradientData, shape: ConvShape, outputs: number): void {
  const { kernel, channels } = shape;
  const [kh, kw] = kernel;
  const depth = kh * kw * channels;
  const positions = positionsOf(shape);
  const size = outputs * depth;
  if (positions === 0) {
    for (const [address, floats] of [
      [data.dw, size],
      [data.db, outputs],
    ] as const)
      machine.wordsAt(address, floats).fill(0);
    return;
  }
  const most = Math.max(1, Math.floor(MOST_BYTES / (4 * size)));
  const segment = Math.max(SEGMENT, Math.ceil(positions / most));
  const segments = Math.ceil(positions / segment);
  const turned = channels > 1 && kh * kw > 1;
  machine.heap.scope((room) => {
    const filter = turned ? room(4 * size) : data.dw;
    const filterParts = segments > 1 ? room(4 * segments * size) : filter;
    const biasParts = segments > 1 ? room(4 * segments * outputs) : data.db;
    machine.run('filterGradient', segments * Math.ceil(depth / DEPTH_A_CHUNK), [
      ...walkOf(data.x, shape),
      ...[data.dy, data.y, data.dz, filterParts, biasParts, outputs, positions, segment],
      ...[DEPTH_A_CHUNK, data.panels, data.dx],
    ]);
    if (segments > 1) {
      sumParts(machine, filterParts, segments, size, filter);
      sumParts(machine, biasParts, segments, outputs, data.db);
    }
    if (!turned) return;
    arrange(machine, filter, data.dw, [
      [outputs, depth],
      [channels, 1],
      [kh, kw * channels],
      [kw, channels],
    ]);
  });
}
