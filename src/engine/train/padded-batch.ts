/** Rows of one batch, each of as many frames as it has, and zeros up to the longest; in a buffer that serves every batch. */
export class PaddedBatch {
  /** Frames of each row, [B]. */
  readonly lengths: Int32Array;
  private longest = 0;
  private buffer = new Float32Array(0);

  /** @param width numbers a frame */
  constructor(
    private readonly rows: number,
    private readonly width: number,
  ) {
    this.lengths = new Int32Array(rows);
  }

  /** Frames that each row takes. */
  get frames(): number {
    return this.longest;
  }

  /** @param rows [B] of [T, width] */
  fill(rows: readonly Float32Array[]): void {
    this.longest = 0;
    rows.forEach((row, i) => {
      const frames = row.length / this.width;
      this.lengths[i] = frames;
      this.longest = Math.max(this.longest, frames);
    });
    const size = this.longest * this.width;
    if (this.buffer.length < this.rows * size) this.buffer = new Float32Array(this.rows * size);
    rows.forEach((row, i) => {
      this.buffer.set(row, i * size);
      this.buffer.fill(0, i * size + row.length, (i + 1) * size);
    });
  }

  /** [B, frames, width], valid until the next batch. */
  get values(): Float32Array {
    const size = this.rows * this.longest * this.width;
    return this.buffer.length === size ? this.buffer : this.buffer.subarray(0, size);
  }
}
