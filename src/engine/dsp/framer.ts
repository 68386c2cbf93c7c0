/** Cuts a stream of samples into overlapping frames; a frame begins at every multiple of the hop. */
export class Framer {
  /** Holds the samples; the current frame begins at `start`. */
  readonly samples: Float64Array;
  /** Index in `samples` of the current frame. */
  start = 0;
  private filled = 0;
  /** Where the next frame begins; beyond `filled` when the hop is longer than the frame. */
  private following = 0;

  /** @param maxCount the most samples that one `reserve` asks for */
  constructor(
    private readonly frameSamples: number,
    private readonly hopSamples: number,
    private readonly maxCount: number,
  ) {
    this.samples = new Float64Array(2 * (frameSamples + maxCount) + hopSamples);
  }

  /** Makes room for `count` samples, which the caller writes to `samples` from the returned index on. */
  reserve(count: number): number {
    if (count > this.maxCount) throw new RangeError(`${count} samples at once, ${this.maxCount} at most`);
    if (this.filled + count > this.samples.length) {
      const drop = Math.min(this.following, this.filled);
      this.samples.copyWithin(0, drop, this.filled);
      this.filled -= drop;
      this.following -= drop;
    }
    const at = this.filled;
    this.filled += count;
    return at;
  }

  /** Moves on to the next whole frame; false when more samples are needed. */
  next(): boolean {
    if (this.following + this.frameSamples > this.filled) return false;
    this.start = this.following;
    this.following += this.hopSamples;
    return true;
  }

  reset(): void {
    this.start = 0;
    this.filled = 0;
    this.following = 0;
  }
}
