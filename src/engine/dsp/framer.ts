import type { KernelMemory } from './kernel-memory.ts';
import { LANES } from './kernel-memory.ts';

/** Cuts a stream of samples into overlapping frames; a frame begins at every multiple of the hop. */
export class Framer {
  private readonly address: number;
  private readonly capacity: number;
  private filled = 0;
  /** Where the next frame begins; beyond `filled` when the hop is longer than the frame. */
  private following = 0;

  /** @param maxCount the most samples that come at once */
  constructor(
    private readonly memory: KernelMemory,
    private readonly frameSamples: number,
    private readonly hopSamples: number,
    maxCount: number,
  ) {
    // What waits for a batch to fill, and as much again, so that samples are rarely moved.
    this.capacity = 2 * (frameSamples + (LANES - 1) * hopSamples + maxCount) + hopSamples;
    this.address = memory.allocate(this.capacity);
  }

  /** Address where the next samples go, with room for `count` at least; {@link filledBy} says how many came. */
  reserve(count: number): number {
    if (this.filled + count > this.capacity) {
      const drop = Math.min(this.following, this.filled);
      const start = this.address / 4;
      this.memory.floats.copyWithin(start, start + drop, start + this.filled);
      this.filled -= drop;
      this.following -= drop;
      if (this.filled + count > this.capacity) throw new RangeError(`no room for ${count} samples at once`);
    }
    return this.address + 4 * this.filled;
  }

  filledBy(count: number): void {
    this.filled += count;
  }

  /** Whole frames that wait to be taken. */
  get waiting(): number {
    const room = this.filled - this.following - this.frameSamples;
    return room < 0 ? 0 : Math.floor(room / this.hopSamples) + 1;
  }

  /** Takes so many of the waiting frames; returns the address of the first. */
  take(frames: number): number {
    const first = this.address + 4 * this.following;
    this.following += frames * this.hopSamples;
    return first;
  }

  reset(): void {
    this.filled = 0;
    this.following = 0;
  }
}
