/** Enough for a clock of a few microseconds. */
const FLOPS_A_STEP = 1e8;

/** How often a product of this many operations is repeated to make one step. */
export function repeatsFor(flops: number): number {
  return Math.max(1, Math.ceil(FLOPS_A_STEP / flops));
}
