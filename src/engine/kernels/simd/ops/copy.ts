import type { Machine } from '../machine.ts';

/** One axis of a copy; steps in floats, zero repeats, below zero goes backwards. */
export interface CopyAxis {
  readonly size: number;
  readonly from: number;
  readonly to: number;
}

/** Most axes of a copy, for want of room among the arguments. */
export const MAX_COPY_AXES = 12;
/** Floats that a chunk copies at least. */
const FLOATS_A_CHUNK = 32_768;

/** Floats from one number to the next along each axis of a tensor. */
export function stepsOf(shape: readonly number[]): number[] {
  const steps = shape.map(() => 1);
  for (let axis = shape.length - 2; axis >= 0; axis--) steps[axis] = steps[axis + 1]! * shape[axis + 1]!;
  return steps;
}

/** Copies numbers from one layout to another. */
export function copyLayout(machine: Machine, from: number, to: number, axes: readonly CopyAxis[]): void {
  const joined = join(axes);
  const size = joined.reduce((product, axis) => product * axis.size, 1);
  if (size === 0) return;
  const outer = joined[0]!.size;
  const own = Math.max(1, Math.ceil((FLOATS_A_CHUNK * outer) / size));
  machine.run('copyLayout', Math.ceil(outer / own), [
    ...[from, to, joined.length, own],
    ...joined.flatMap((axis) => [axis.size, axis.from, axis.to]),
  ]);
}

/** Axes that follow each other on both sides become one, those of one number none. */
function join(axes: readonly CopyAxis[]): CopyAxis[] {
  const joined: CopyAxis[] = [];
  for (const axis of axes) {
    if (axis.size === 1) continue;
    const last = joined.at(-1);
    if (last && last.from === axis.size * axis.from && last.to === axis.size * axis.to)
      joined[joined.length - 1] = { size: last.size * axis.size, from: axis.from, to: axis.to };
    else joined.push(axis);
  }
  return joined.length > 0 ? joined : [{ size: axes.some(({ size }) => size === 0) ? 0 : 1, from: 1, to: 1 }];
}
