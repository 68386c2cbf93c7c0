import type { Rng } from '../core/rng.ts';
import type { BatchDraws } from './batch-draws.ts';

/**
 * Which clip, in which noisy version, stands in which row of which batch: a pure function of the step, so a training
 * resumes anywhere without a saved stream. Each epoch is a permutation of the pool; batches run on across the end of
 * an epoch, so every clip is seen equally often. Epochs take the noisy versions in turn.
 */
export class BatchPlan implements BatchDraws {
  private epoch = -1;
  private readonly order: Int32Array;

  /**
   * @param pool positions in the training split that may be drawn, ascending
   * @param rng the stream of this plan; equal streams and pools give equal batches
   */
  constructor(
    private readonly pool: Int32Array,
    readonly batchSize: number,
    private readonly versions: number,
    private readonly rng: Rng,
  ) {
    if (pool.length === 0) throw new Error('a batch plan needs clips');
    this.order = pool.slice();
  }

  fill(step: number, positions: Int32Array, versions: Int32Array): void {
    for (let row = 0; row < this.batchSize; row++) {
      const draw = step * this.batchSize + row;
      const epoch = Math.floor(draw / this.pool.length);
      this.enter(epoch);
      positions[row] = this.order[draw - epoch * this.pool.length]!;
      versions[row] = epoch % this.versions;
    }
  }

  private enter(epoch: number): void {
    if (epoch === this.epoch) return;
    this.epoch = epoch;
    this.order.set(this.pool);
    this.rng.fork(`epoch-${epoch}`).shuffle(this.order);
  }
}
