import type { KernelMemory } from './kernel-memory.ts';
import { LANES } from './kernel-memory.ts';

/**
 * Cuts a stream of samples into overlapping frames; a frame begins at every multiple of the hop. With padding the stream
 * is mirrored at its ends (`torch.stft(center=True, pad_mode='reflect')`): the first frame waits for the samples that lie
 * before it, and a stream that is no longer than the padding gives no frame.
 */
export class Framer {
  private readonly address: number;
  private readonly capacity: number;
  private filled = 0;
  /** Where the next frame begins; beyond `filled` when the hop is longer than the frame. */
  private following = 0;
  /** The samples before the first are there. */
  private isOpen = false;

  /** @param padSamples mirrored at either end; @param maxCount the most samples that come at once */
  constructor(
    private readonly memory: KernelMemory,
    private readonly frameSamples: number,
    private readonly hopSamples: number,
    private readonly padSamples: number,
    maxCount: number,
  ) {
    // What waits for a batch to fill, and as much again, so that samples are rarely moved.
    this.capacity = 2 * (frameSamples + (LANES - 1) * hopSamples + maxCount) + hopSamples + 3 * padSamples;
    this.address = memory.allocate(this.capacity);
    this.reset();
  }

  /** Address where the next samples go, with room for `count` at least; {@link filledBy} says how many came. */
  reserve(count: number): number {
    if (this.filled + count > this.capacity) {
      // The last ones are kept, to be mirrored.
      const kept = this.padSamples === 0 ? this.filled : Math.max(0, this.filled - this.padSamples - 1);
      const drop = Math.min(this.following, kept);
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
    const { padSamples } = this;
    if (this.isOpen || this.filled <= 2 * padSamples) return;
    this.isOpen = true;
    const first = this.address / 4 + padSamples;
    const { floats } = this.memory;
    for (let n = 1; n <= padSamples; n++) floats[first - n] = floats[first + n]!;
  }

  /** The stream ends: mirrors its last samples. */
  finish(): void {
    if (!this.isOpen) return;
    const end = this.reserve(this.padSamples) / 4;
    const { floats } = this.memory;
    for (let n = 0; n < this.padSamples; n++) floats[end + n] = floats[end - 2 - n]!;
    this.filled += this.padSamples;
  }

  /** Whole frames that wait to be taken. */
  get waiting(): number {
    const room = this.filled - this.following - this.frameSamples;
    return room < 0 || !this.isOpen ? 0 : Math.floor(room / this.hopSamples) + 1;
  }

  /** Takes so many of the waiting frames; returns the address of the first. */
  take(frames: number): number {
    const first = this.address + 4 * this.following;
    this.following += frames * this.hopSamples;
    return first;
  }

  reset(): void {
    this.filled = this.padSamples;
    this.following = 0;
    this.isOpen = this.padSamples === 0;
  }
}
