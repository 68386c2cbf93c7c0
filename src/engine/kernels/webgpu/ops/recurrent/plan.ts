import type { ProductDesign } from '../../product/designs.ts';

/** How the recurrent part of a frame, [rows, depth] by [depth, columns], is cut: all of it in one workgroup. */
export interface Plan {
  /** Of the batch, that a workgroup takes through the frames. */
  readonly rows: number;
  /** Parts of the depth that different invocations sum up. */
  readonly slices: number;
  readonly invocations: number;
  /** Fours of columns that an invocation sums at once. */
  readonly wide: number;
  /** Where states and sums lie meanwhile; `storage` where the memory of a workgroup is too small. */
  readonly memory: 'workgroup' | 'storage';
}

/** What a plan has to fit in. */
export interface Limits {
  readonly invocations: number;
  readonly bytes: number;
  /** Multiply-adds of one dispatch: on a slow GPU a fraction of a second, which no watchdog minds. */
  readonly multiplyAdds: number;
}

/** In fours of numbers. */
interface Size {
  readonly depth: number;
  readonly columns: number;
}

const MOST_SLICES = 16;
const MOST_MULTIPLY_ADDS = 2 ** 28;
/** A multiple of what GPUs run in step. */
const INVOCATIONS_STEP = 32;
const BYTES_OF_FOUR = 16;

let injected: Partial<Limits> = {};

/** For tests: plans as for another device. */
export function limitRecurrence(limits: Partial<Limits>): void {
  injected = limits;
}

export function limitsOf({ limits }: GPUDevice): Limits {
  return {
    invocations: Math.min(256, limits.maxComputeInvocationsPerWorkgroup),
    bytes: limits.maxComputeWorkgroupStorageSize,
    multiplyAdds: MOST_MULTIPLY_ADDS,
    ...injected,
  };
}

/**
 * A GPU is filled by many workgroups of few rows, whose invocations share the depth. On a software adapter an
 * invocation had better do many rows at once, and two fours of columns: then it reads each weight once for all rows,
 * each state once for all columns. (Measured with SwiftShader: 8 by 2 fours take 0.6 of the time of 8 by 1.)
 */
const rowsOf = (design: ProductDesign, batch: number): number => {
  if (design === 'tiled') return batch < 128 ? 1 : batch < 256 ? 2 : 4;
  return batch <= 2 ? 1 : batch <= 4 ? 2 : batch <= 8 ? 4 : 8;
};

/** @param batch rows in all */
export function planOf(design: ProductDesign, batch: number, { depth, columns }: Size, limits: Limits): Plan {
  const fit = (rows: number, slices: number): boolean =>
    BYTES_OF_FOUR * rows * (depth + slices * columns) <= limits.bytes;
  let rows = rowsOf(design, batch);
  let slices = design === 'direct' ? 1 : Math.floor(limits.invocations / columns);
  slices = Math.max(1, Math.min(MOST_SLICES, slices, Math.ceil(depth / 4)));
  while (!fit(rows, slices) && slices > 1) slices--;
  const memory = fit(1, 1) ? 'workgroup' : 'storage';
  while (memory === 'workgroup' && !fit(rows, slices)) rows /= 2;
  const wide = design === 'direct' && columns % 2 === 0 ? 2 : 1;
  // Evenly, where there are more sums than invocations.
  const sums = (slices * columns) / wide;
  const each = Math.ceil(sums / Math.ceil(sums / limits.invocations));
  const invocations = Math.min(limits.invocations, INVOCATIONS_STEP * Math.ceil(each / INVOCATIONS_STEP));
  return { rows, slices, invocations, wide, memory };
}

/** Frames of one dispatch. */
export function framesAtOnce(multiplyAddsAFrame: number, { multiplyAdds }: Limits): number {
  return Math.max(1, Math.floor(multiplyAdds / Math.max(1, multiplyAddsAFrame)));
}
