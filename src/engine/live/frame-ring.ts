/** The last frames of a stream of features. */
export class FrameRing {
  private readonly data: Float32Array;
  private taken = 0;

  constructor(
    private readonly room: number,
    readonly bins: number,
  ) {
    this.data = new Float32Array(room * bins);
  }

  /** Frames since the stream began. */
  get frames(): number {
    return this.taken;
  }

  /** @param data [count, bins] and maybe more */
  push(data: Float32Array, count: number): void {
    const { room, bins } = this;
    for (let frame = 0; frame < count; frame++, this.taken++) {
      const at = (this.taken % room) * bins;
      for (let bin = 0; bin < bins; bin++) this.data[at + bin] = data[frame * bins + bin]!;
    }
  }

  /**
   * Copies frames to `out` [count, bins]; before the first the first is repeated.
   * @throws RangeError when they are not there, or no longer
   */
  read(first: number, count: number, out: Float32Array): void {
    const { room, bins, taken } = this;
    if (first + count > taken || Math.max(0, first) < taken - room)
      throw new RangeError(`frames ${first} to ${first + count} of ${taken}`);
    for (let frame = 0; frame < count; frame++) {
      const at = (Math.max(0, first + frame) % room) * bins;
      out.set(this.data.subarray(at, at + bins), frame * bins);
    }
  }
}
