import type { Machine } from '../../machine.ts';

/** One axis of the copy: its size, and floats from one index to the next in the source; negative where it is turned. */
export type Axis = readonly [size: number, stride: number];

/** Floats below which one thread copies faster than two. */
const FLOATS_A_CHUNK = 8192;

/**
 * Copies a filter in another order of its axes, the last one fastest.
 * @param offset where in the source index 0 of all axes lies
 * @param gap floats left out behind each row of the last axis
 */
export function arrange(
  machine: Machine,
  source: number,
  to: number,
  axes: readonly [Axis, Axis, Axis, Axis],
  offset = 0,
  gap = 0,
): void {
  const [sizes, strides] = [axes.map(([size]) => size), axes.map(([, stride]) => stride)];
  const [first = 0, ...inner] = sizes;
  const own = Math.max(1, Math.floor(FLOATS_A_CHUNK / inner.reduce((a, b) => a * b, 1)));
  machine.run('arrange', Math.ceil(first / own), [source, offset, ...strides, to, ...sizes, own, gap]);
}

/** Packs B for the micro-kernels, from B' as it lies: [columns, depth]. */
export function packRows(machine: Machine, source: number, to: number, depth: number, columns: number): void {
  packPanels(machine, source, depth, 1, to, depth, columns);
}

/** Packs B for the micro-kernels, as it lies: [depth, columns]. */
export function packColumns(machine: Machine, source: number, to: number, depth: number, columns: number): void {
  packPanels(machine, source, columns, 0, to, depth, columns);
}

/** Bytes of packed panels. */
export function panelBytes(depth: number, columns: number): number {
  return 32 * depth * Math.ceil(columns / 8);
}

function packPanels(
  machine: Machine,
  source: number,
  stride: number,
  transposed: 0 | 1,
  to: number,
  depth: number,
  columns: number,
): void {
  const panels = Math.ceil(columns / 8);
  const own = Math.max(1, Math.ceil(8192 / depth));
  machine.run('packB', Math.ceil(panels / own), [source, stride, transposed, depth, columns, to, own]);
}
