/** The last frames of a stream of features; or its last samples, as frames of one bin. */
export class FrameRing {
  private readonly data: Float32Array;
  private taken = 0;

  constructor(
    readonly room: number,
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
    for (let frame = 0; frame < count;) {
      const at = this.taken % room;
      const run = Math.min(count - frame, room - at);
      this.data.set(data.subarray(frame * bins, (frame + run) * bins), at * bins);
      frame += run;
      this.taken += run;
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
    for (let frame = 0; frame < count;) {
      const at = Math.max(0, first + frame) % room;
      const run = first + frame < 0 ? 1 : Math.min(count - frame, room - at);
      out.set(this.data.subarray(at * bins, (at + run) * bins), frame * bins);
      frame += run;
    }
  }
}
