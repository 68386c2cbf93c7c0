/** Frames on either side of a frame that its difference is taken from. */
const REACH = 2;
const SPAN = 2 * REACH + 1;
/** 2 (1^2 + 2^2) */
const DENOMINATOR = 10;

/**
 * One order of differences over a stream of frames: d[t] = sum_n n (x[t+n] - x[t-n]) / (2 sum_n n^2), n = 1, 2; the first
 * and the last frame are repeated at the ends. `torchaudio.functional.compute_deltas(win_length=5)`; The HTK Book, 5.9.
 *
 * Takes frames of `width`, gives frames of `width + base`: the frame, then the differences of its last `base` values. Two
 * in a row give statics, first and second differences. Output lags two frames behind the input.
 */
export class DeltaStage {
  /** The last frame given; valid until the next call. */
  readonly output: Float64Array;
  private readonly ring: Float64Array[];
  private received = 0;
  private pending = 0;

  constructor(
    private readonly width: number,
    private readonly base: number,
  ) {
    this.output = new Float64Array(width + base);
    this.ring = Array.from({ length: SPAN }, () => new Float64Array(width));
  }

  /** Takes one frame; true when a frame came out. */
  push(frame: Float64Array): boolean {
    if (this.received === 0) for (let n = 0; n < REACH; n++) this.append(frame);
    this.append(frame);
    this.received++;
    this.pending = Math.min(this.received, REACH);
    if (this.received <= REACH) return false;
    this.compute();
    return true;
  }

  /** After the last frame: call until it gives false. */
  drain(): boolean {
    if (this.pending === 0) return false;
    // The only frame of a stream stands two places from the middle, any other last frame one.
    const repeats = this.received === 1 ? REACH : 1;
    for (let n = 0; n < repeats; n++) this.append(this.ring[SPAN - 1]!);
    this.pending--;
    this.compute();
    return true;
  }

  reset(): void {
    this.received = 0;
    this.pending = 0;
  }

  private append(frame: Float64Array): void {
    const { ring } = this;
    const oldest = ring[0]!;
    oldest.set(frame);
    for (let n = 0; n < SPAN - 1; n++) ring[n] = ring[n + 1]!;
    ring[SPAN - 1] = oldest;
  }

  private compute(): void {
    const { ring, width, base, output } = this;
    output.set(ring[REACH]!);
    for (let i = 0, from = width - base; i < base; i++, from++) {
      const far = ring[4]![from]! - ring[0]![from]!;
      const near = ring[3]![from]! - ring[1]![from]!;
      output[width + i] = (near + 2 * far) / DENOMINATOR;
    }
  }
}
