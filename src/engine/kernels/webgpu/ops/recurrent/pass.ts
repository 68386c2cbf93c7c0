import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { GpuBackend } from '../../backend.ts';
import { productDesign } from '../../product/designs.ts';
import type { Program } from '../../program.ts';
import type { Cell } from './cell.ts';
import { framesAtOnce, limitsOf, planOf } from './plan.ts';
import type { Kind } from './sequence.ts';
import { foursOf } from './units.ts';

export interface Shape {
  readonly batch: number;
  readonly frames: number;
  readonly inputs: number;
  readonly units: number;
}

/** A way through all frames. */
export interface Way {
  readonly name: string;
  readonly direction: 'forward' | 'backward';
  readonly program: (kind: Kind) => Program;
}

const programs = new Map<string, Program>();

/**
 * Runs the frames one after another: one dispatch, or several where one would keep a slow GPU too long.
 * @param tensors by the names of the program's buffers; `room`, for what goes from frame to frame, is made here
 */
export function runPass(
  backend: GpuBackend,
  cell: Cell,
  { name, direction, program: make }: Way,
  { batch, frames, units }: Shape,
  reverse: boolean,
  tensors: Readonly<Record<string, TensorInfo>>,
): void {
  const fours = foursOf(units);
  const all = cell.gates * fours;
  const size = direction === 'forward' ? { depth: fours, columns: all } : { depth: all, columns: fours };
  const limits = limitsOf(backend.device);
  const plan = planOf(productDesign(), batch, size, limits);
  const key = JSON.stringify([name, cell.name, units, plan]);
  let program = programs.get(key);
  if (!program) programs.set(key, (program = make({ cell, units, plan })));
  const workgroups = Math.ceil(batch / plan.rows);
  const carried = cell.carries[direction] * batch * fours;
  const scratch = plan.memory === 'storage' ? workgroups * plan.rows * (size.depth + plan.slices * size.columns) : 0;
  const room = backend.create([4 * (carried + scratch)]);
  const buffers = Object.keys(program.buffers).map((buffer) => {
    const tensor = buffer === 'room' ? room : tensors[buffer];
    if (!tensor) throw new TypeError(`${program.name}: no ${buffer}`);
    return tensor;
  });
  const chunk = framesAtOnce(batch * 16 * all * fours, limits);
  for (let first = 0; first < frames; first += chunk) {
    const params = [batch, frames, first, Math.min(frames, first + chunk), reverse ? 1 : 0, carried];
    backend.run(program, buffers, { params, workgroups: [workgroups] });
  }
  room.dispose();
}
