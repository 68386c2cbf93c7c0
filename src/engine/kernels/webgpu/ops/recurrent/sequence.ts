import type { Cell } from './cell.ts';
import type { Plan } from './plan.ts';

/** What the kernels of a layer, there and back, are made for. */
export interface Kind {
  readonly cell: Cell;
  readonly units: number;
  readonly plan: Plan;
}

/** Which part of the frames a dispatch takes, in the order in which it meets them. */
export const sequenceParams = {
  batch: 'u32',
  frames: 'u32',
  first: 'u32',
  end: 'u32',
  reverse: 'u32',
  /** Where the room of the workgroups begins among the numbers carried. */
  scratch: 'u32',
} as const;

/**
 * Activations without overflow: what is raised is never above 0. And without min() or clamp(), which may lose what is
 * not a number.
 */
export const activations = `
fn sigmoid(a: vec4f) -> vec4f {
  let e = exp(-abs(a));
  return select(e, vec4f(1), a >= vec4f()) / (1.0 + e);
}
fn squash(a: vec4f) -> vec4f {
  let e = exp(-2.0 * abs(a));
  let t = (1.0 - e) / (1.0 + e);
  return select(-t, t, a >= vec4f());
}`;

/** Valid frames of a row; none past the end of the batch. */
export const lengthsOfRows = `
fn validOf(row: u32) -> u32 {
  return select(0u, u32(clamp(lengths[min(row, p.batch - 1)], 0, i32(p.frames))), row < p.batch);
}
fn longestOf(top: u32, rows: u32) -> u32 {
  var longest = 0u;
  for (var r = 0u; r < rows; r++) { longest = max(longest, validOf(top + r)); }
  return longest;
}`;
