import type { Rng } from '../core/rng.ts';
import type { BatchDraws } from './batch-draws.ts';

/** By how much lengths are blurred before clips are sorted by them, so that clips meet others in every epoch. */
const BLUR = 0.1;

/**
 * Batches of clips of like length, so that little is padded; as {@link BatchPlan} a pure function of the step. The first
 * epoch goes from short to long (Amodei and others 2016, "Deep Speech 2", arXiv:1512.02595, section 3.3); after it the
 * batches come in any order. The last batch of an epoch is made full with clips drawn at random.
 */
export class BucketPlan implements BatchDraws {
  private epoch = -1;
  private readonly order: Int32Array;
  private readonly batches: number;

  /**
   * @param pool positions in the training split that may be drawn, ascending
   * @param lengths frames of each clip of the training split
   * @param rng the stream of this plan; equal streams and pools give equal batches
   */
  constructor(
    private readonly pool: Int32Array,
    private readonly lengths: Int32Array,
    readonly batchSize: number,
    private readonly versions: number,
    private readonly rng: Rng,
  ) {
    if (pool.length === 0) throw new Error('a batch plan needs clips');
    this.batches = Math.ceil(pool.length / batchSize);
    this.order = new Int32Array(this.batches * batchSize);
  }

  fill(step: number, positions: Int32Array, versions: Int32Array): void {
    const epoch = Math.floor(step / this.batches);
    this.enter(epoch);
    const first = (step - epoch * this.batches) * this.batchSize;
    positions.set(this.order.subarray(first, first + this.batchSize));
    versions.fill(epoch % this.versions);
  }

  private enter(epoch: number): void {
    if (epoch === this.epoch) return;
    this.epoch = epoch;
    const rng = this.rng.fork(`epoch-${epoch}`);
    const { pool, lengths, order, batchSize } = this;
    const drawn = rng.fork('clips').shuffle(Array.from(pool));
    for (let extra = 0; drawn.length < order.length; extra++) drawn.push(drawn[extra % pool.length]!);
    const blur = rng.fork('blur');
    const keys = drawn.map((clip) => lengths[clip]! * (epoch === 0 ? 1 : 1 + BLUR * blur.float()));
    const places = drawn.map((_, place) => place).sort((a, b) => keys[a]! - keys[b]! || a - b);
    const sorted = places.map((place) => drawn[place]!);
    const batches = Array.from({ length: this.batches }, (_, batch) => batch);
    if (epoch > 0) rng.fork('batches').shuffle(batches);
    batches.forEach((batch, at) => order.set(sorted.slice(batch * batchSize, (batch + 1) * batchSize), at * batchSize));
  }
}
