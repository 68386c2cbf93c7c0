import type { KernelMemory } from './kernel-memory.ts';
import type { SampleStage } from './sample-stage.ts';

/**
 * Streaming resampler by a rational factor: polyphase filter, Kaiser-windowed sinc.
 *
 * Why our own: the front end must be made and run synchronously in an AudioWorklet, a worker and Node with the same bits.
 * libsamplerate-js hands its converter out through a promise only, adds 2 MB of script to every bundle, has no end of
 * stream, and passes no more than 90 % of the band at its middle quality (its fastest: 80 %, which is 6.4 kHz). The
 * WebAssembly builds of the Speex resampler are made asynchronously from a second file, which a worklet cannot fetch;
 * wave-resampler converts whole recordings only.
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

export class Resampler implements SampleStage {
  private readonly up: number;
  private readonly down: number;
  /** Taps on either side of an output's position. */
  private readonly halfTaps: number;
  /** Address of [up, 2 halfTaps]. */
  private readonly table: number;
  /** Address of the samples that later outputs need. */
  private readonly history: number;
  private readonly capacity: number;
  /** Samples in the history. */
  private filled = 0;
  /** Index in the history of the first tap of the next output. */
  private first = 0;
  private phase = 0;

  constructor(
    private readonly memory: KernelMemory,
    inputRateHz: number,
    outputRateHz: number,
  ) {
    const [up, down] = nearestRatio(outputRateHz / inputRateHz, MAX_PHASES);
    this.up = up;
    this.down = down;
    const cutoff = Math.min(1, up / down);
    this.halfTaps = up === down ? 0 : kaiserTaps(TRANSITION * cutoff) / 2;
    this.table = memory.place(up === down ? new Float32Array(0) : polyphaseTable(up, this.halfTaps, cutoff));
    this.capacity = 2 * this.halfTaps + BLOCK_SAMPLES;
    this.history = memory.allocate(this.capacity);
    this.reset();
  }

  maxOutput(inputSamples: number): number {
    return Math.ceil(((inputSamples + this.halfTaps) * this.up) / this.down) + 1;
  }

  process(input: Float32Array, start: number, count: number, out: number): number {
    const { memory } = this;
    if (this.halfTaps === 0) {
      memory.write(input, start, count, out);
      return count;
    }
    let written = 0;
    for (let taken = 0; taken < count;) {
      const block = this.makeRoom(count - taken);
      memory.write(input, start + taken, block, this.history + 4 * this.filled);
      this.filled += block;
      taken += block;
      written += this.filter(out + 4 * written);
    }
    return written;
  }

  /** All told there are ceil(samples x output rate / input rate). */
  flush(out: number): number {
    let written = 0;
    for (let zeros = this.halfTaps; zeros > 0;) {
      const block = this.makeRoom(zeros);
      this.fillZeros(this.filled, block);
      this.filled += block;
      zeros -= block;
      written += this.filter(out + 4 * written);
    }
    return written;
  }

  reset(): void {
    const silence = Math.max(0, this.halfTaps - 1);
    this.fillZeros(0, silence);
    this.filled = silence;
    this.first = 0;
    this.phase = 0;
  }

  private fillZeros(from: number, count: number): void {
    const start = this.history / 4 + from;
    this.memory.floats.fill(0, start, start + count);
  }

  /** Makes room in the history for `wanted` samples or a block of them, whichever is less; returns for how many. */
  private makeRoom(wanted: number): number {
    const block = Math.min(wanted, BLOCK_SAMPLES);
    if (this.filled + block > this.capacity) {
      // What no later output needs: all but the taps of the next one.
      const drop = Math.min(this.first, this.filled);
      const start = this.history / 4;
      this.memory.floats.copyWithin(start, start + drop, start + this.filled);
      this.filled -= drop;
      this.first -= drop;
    }
    return block;
  }

  /** Writes every output whose taps are all there to address `out`; returns how many. */
  private filter(out: number): number {
    const { history, table, up, down, halfTaps } = this;
    const from = history + 4 * this.first;
    const end = history + 4 * this.filled;
    const count = this.memory.kernels.resample(from, end, this.phase, up, down, table, 2 * halfTaps, out);
    const phase = this.phase + count * down;
    this.first += Math.floor(phase / up);
    this.phase = phase % up;
    return count;
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

function polyphaseTable(up: number, halfTaps: number, cutoff: number): Float32Array {
  const beta = 0.1102 * (STOP_BAND_DB - 8.7);
  const taps = 2 * halfTaps;
  const table = new Float32Array(up * taps);
  const row = new Float64Array(taps);
  for (let phase = 0; phase < up; phase++) {
    let sum = 0;
    for (let j = 0; j < taps; j++) {
      const distance = j - (halfTaps - 1) - phase / up;
      const edge = distance / halfTaps;
      const x = Math.PI * cutoff * distance;
      const sinc = x === 0 ? 1 : Math.sin(x) / x;
      const value = sinc * besselI0(beta * Math.sqrt(Math.max(0, 1 - edge * edge)));
      row[j] = value;
      sum += value;
    }
    // Every phase passes a constant unchanged.
    for (let j = 0; j < taps; j++) table[phase * taps + j] = row[j]! / sum;
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
