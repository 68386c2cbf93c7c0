import { isPointwise, positionsOf, type ConvShape } from '../../../conv-shape.ts';
import type { Machine } from '../../machine.ts';
import { packColumns, panelBytes } from './arrange.ts';
import { inputGradient } from './correlation.ts';
import { filterGradient } from './filter-gradient.ts';

/** Addresses of what is read and written. */
export interface GradientData {
  readonly x: number;
  readonly w: number;
  readonly dy: number;
  /** The output of a ReLU, or 0. */
  readonly y: number;
  readonly dw: number;
  readonly db: number;
  /** 0 where nobody needs it. */
  readonly dx: number;
}

/** All gradients of a convolution. */
export function convolutionGradients(machine: Machine, data: GradientData, shape: ConvShape, outputs: number): void {
  const { w, dy, y, dx } = data;
  machine.heap.scope((room) => {
    if (dx && isPointwise(shape)) {
      const panels = room(panelBytes(outputs, shape.channels));
      packColumns(machine, w, panels, outputs, shape.channels);
      filterGradient(machine, { ...data, dz: 0, panels }, shape, outputs);
      return;
    }
    const dz = dx && y ? room(4 * positionsOf(shape) * outputs) : 0;
    filterGradient(machine, { ...data, dz, panels: 0, dx: 0 }, shape, outputs);
    if (dx) inputGradient(machine, [dz || dy, w, dx], shape, outputs);
  });
}
