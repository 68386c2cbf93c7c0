import { Digest } from '../core/hash.ts';

/** Past this many draws the digest of a plan covers the beginning only. */
const DIGEST_DRAWS = 4_000_000;

/** Which clip, in which noisy version, stands in which row of which batch: a pure function of the step. */
export interface BatchDraws {
  readonly batchSize: number;
  /**
   * Fills the rows of one batch.
   * @param step 0-based
   * @param positions [B] positions in the training split
   * @param versions [B] noisy version of each
   */
  fill(step: number, positions: Int32Array, versions: Int32Array): void;
}

/** Digest of all draws of a run of `steps` steps. */
export function digestOfDraws(plan: BatchDraws, steps: number): string {
  const positions = new Int32Array(plan.batchSize);
  const versions = new Int32Array(plan.batchSize);
  const digest = new Digest();
  const covered = Math.min(steps, Math.max(1, Math.floor(DIGEST_DRAWS / plan.batchSize)));
  for (let step = 0; step < covered; step++) {
    plan.fill(step, positions, versions);
    digest.array(positions).array(versions);
  }
  return digest.hex();
}
