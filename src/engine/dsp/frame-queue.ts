/** Frames that wait to be read. Grows only while its reader lags behind. */
export class FrameQueue {
  private data: Float32Array;
  private begin = 0;
  private end = 0;

  constructor(private readonly bins: number) {
    this.data = new Float32Array(bins * 64);
  }

  get frames(): number {
    return (this.end - this.begin) / this.bins;
  }

  /** Takes one frame, which lies in `from` at `start`. */
  append(from: Float64Array | Float32Array, start: number): void {
    if (this.end === this.data.length) this.makeRoom();
    const { data, end, bins } = this;
    for (let i = 0; i < bins; i++) data[end + i] = from[start + i]!;
    this.end += bins;
  }

  /** Moves whole frames to `out` from `offset` on, as many as there are and fit; returns how many. */
  read(out: Float32Array, offset: number): number {
    const { bins, data, begin } = this;
    const frames = Math.min(this.frames, Math.floor((out.length - offset) / bins));
    for (let i = 0; i < frames * bins; i++) out[offset + i] = data[begin + i]!;
    this.begin += frames * bins;
    if (this.begin === this.end) this.clear();
    return frames;
  }

  clear(): void {
    this.begin = 0;
    this.end = 0;
  }

  private makeRoom(): void {
    if (this.begin >= this.data.length / 2) {
      this.data.copyWithin(0, this.begin, this.end);
    } else {
      const larger = new Float32Array(this.data.length * 2);
      larger.set(this.data.subarray(this.begin, this.end));
      this.data = larger;
    }
    this.end -= this.begin;
    this.begin = 0;
  }
}
