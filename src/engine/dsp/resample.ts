/**
 * Streaming resampler by a rational factor: polyphase filter, Kaiser-windowed sinc.
 *
 * Why our own: the front end must be made and run synchronously in an AudioWorklet, a worker and Node with the same bits.
 * libsamplerate-js hands its converter out through a promise only, adds 2 MB of script to every bundle, has no end of
 * stream, and at 44.1 kHz its middle quality runs half as fast as this while passing no more than 90 % of the band (its
 * fastest: as fast, 80 %, which is 6.4 kHz). The WebAssembly builds of the Speex resampler are made asynchronously from a
 * second file, which a worklet cannot fetch; wave-resampler converts whole recordings only.
 *
 * Filter: flat to 95 % of the lower Nyquist frequency (7.6 kHz of 8), 80 dB down 5 % above it, -6 dB between; what folds
 * back lies above 7.6 kHz. Length and shape by Kaiser's formulas (Oppenheim and Schafer, Discrete-Time Signal Processing,
 * section 7.6). Measured against `scipy.signal.resample_poly` in the tests.
 */
const STOP_BAND_DB = 80;
/** Width of the transition band, as a share of the lower Nyquist frequency. */
const TRANSITION = 0.1;
/** More phases are not tabulated: an odd rate is taken as a near ratio (off by less than 1 in 640; every common rate is exact). */
const MAX_PHASES = 640;
const BLOCK_SAMPLES = 1024;

export class Resampler {
  private readonly up: number;
  private readonly down: number;
  /** Taps on either side of an output's position. */
  private readonly halfTaps: number;
  /** [up, 2 halfTaps] */
  private readonly table: Float64Array;
  private readonly history: Float64Array;
  /** Samples in `history`. */
  private filled = 0;
  /** Index in `history` of the first tap of the next output. */
  private first = 0;
  private phase = 0;

  constructor(inputRateHz: number, outputRateHz: number) {
    const [up, down] = nearestRatio(outputRateHz / inputRateHz, MAX_PHASES);
    this.up = up;
    this.down = down;
    const cutoff = Math.min(1, up / down);
    this.halfTaps = up === down ? 0 : Math.ceil(kaiserTaps(TRANSITION * cutoff) / 2);
    this.table = up === down ? new Float64Array(0) : polyphaseTable(up, this.halfTaps, cutoff);
    this.history = new Float64Array(2 * this.halfTaps + BLOCK_SAMPLES);
    this.reset();
  }

  /** Upper bound of what `process` returns for `inputSamples`. */
  maxOutput(inputSamples: number): number {
    return Math.ceil(((inputSamples + this.halfTaps) * this.up) / this.down) + 1;
  }

  /** Takes `count` samples of `input` from `start` on; writes what is ready to `output` and returns how many. */
  process(input: Float32Array, start: number, count: number, output: Float32Array): number {
    if (this.halfTaps === 0) {
      for (let n = 0; n < count; n++) output[n] = input[start + n]!;
      return count;
    }
    let written = 0;
    for (let taken = 0; taken < count;) {
      const block = Math.min(count - taken, this.makeRoom());
      for (let n = 0; n < block; n++) this.history[this.filled + n] = input[start + taken + n]!;
      this.filled += block;
      taken += block;
      written = this.filter(output, written);
    }
    return written;
  }

  /** Ends the stream: writes what was held back. All told there are ceil(samples x output rate / input rate). */
  flush(output: Float32Array): number {
    let written = 0;
    for (let zeros = this.halfTaps; zeros > 0;) {
      const block = Math.min(zeros, this.makeRoom());
      this.history.fill(0, this.filled, this.filled + block);
      this.filled += block;
      zeros -= block;
      written = this.filter(output, written);
    }
    return written;
  }

  reset(): void {
    const silence = Math.max(0, this.halfTaps - 1);
    this.history.fill(0, 0, silence);
    this.filled = silence;
    this.first = 0;
    this.phase = 0;
  }

  /** Free space in the history; when there is none, drops what no later output needs. */
  private makeRoom(): number {
    const { history } = this;
    if (this.filled === history.length) {
      const drop = Math.min(this.first, this.filled);
      history.copyWithin(0, drop, this.filled);
      this.filled -= drop;
      this.first -= drop;
    }
    return history.length - this.filled;
  }

  /** Writes every output whose taps are all there, from `offset` on; returns where it stopped. */
  private filter(output: Float32Array, offset: number): number {
    const { history, table, up, down, filled } = this;
    const taps = 2 * this.halfTaps;
    let { first, phase } = this;
    let at = offset;
    while (first + taps <= filled) {
      // Four sums break the chain of dependent additions; their order is part of the result's bits.
      let s0 = 0;
      let s1 = 0;
      let s2 = 0;
      let s3 = 0;
      const row = phase * taps;
      for (let j = 0; j < taps; j += 4) {
        s0 += table[row + j]! * history[first + j]!;
        s1 += table[row + j + 1]! * history[first + j + 1]!;
        s2 += table[row + j + 2]! * history[first + j + 2]!;
        s3 += table[row + j + 3]! * history[first + j + 3]!;
      }
      output[at++] = s0 + s1 + (s2 + s3);
      phase += down;
      const step = Math.floor(phase / up);
      phase -= step * up;
      first += step;
    }
    this.first = first;
    this.phase = phase;
    return at;
  }
}

/** The fraction nearest to `ratio` whose numerator is at most `maxNumerator` (continued fraction). */
function nearestRatio(ratio: number, maxNumerator: number): [number, number] {
  let [n0, d0, n1, d1] = [0, 1, 1, 0];
  let rest = ratio;
  for (;;) {
    const whole = Math.floor(rest);
    const [n2, d2] = [whole * n1 + n0, whole * d1 + d0];
    if (n2 > maxNumerator) return [n1, d1];
    [n0, d0, n1, d1] = [n1, d1, n2, d2];
    if (Math.abs(n1 / d1 - ratio) < 1e-12 * ratio) return [n1, d1];
    rest = 1 / (rest - whole);
  }
}

/** Taps (a multiple of 8) for a transition of `transition` x the input's Nyquist frequency. */
function kaiserTaps(transition: number): number {
  return 8 * Math.ceil(((STOP_BAND_DB - 7.95) / (2.285 * Math.PI * transition) + 1) / 8);
}

function polyphaseTable(up: number, halfTaps: number, cutoff: number): Float64Array {
  const beta = 0.1102 * (STOP_BAND_DB - 8.7);
  const taps = 2 * halfTaps;
  const table = new Float64Array(up * taps);
  for (let phase = 0; phase < up; phase++) {
    let sum = 0;
    for (let j = 0; j < taps; j++) {
      const distance = j - (halfTaps - 1) - phase / up;
      const edge = distance / halfTaps;
      const x = Math.PI * cutoff * distance;
      const sinc = x === 0 ? 1 : Math.sin(x) / x;
      const value = sinc * besselI0(beta * Math.sqrt(Math.max(0, 1 - edge * edge)));
      table[phase * taps + j] = value;
      sum += value;
    }
    // Every phase passes a constant unchanged.
    for (let j = 0; j < taps; j++) table[phase * taps + j]! /= sum;
  }
  return table;
}

/** Modified Bessel function of the first kind, order 0, by its power series. */
function besselI0(x: number): number {
  let term = 1;
  let sum = 1;
  for (let k = 1; term > sum * 1e-17; k++) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}
