/**
 * Discrete Fourier transform of real frames, radix 2 over half the length (the even samples as real parts, the odd ones
 * as imaginary parts). Float64, tables made once, nothing allocated per frame.
 *
 * Source: Numerical Recipes, section 12.3 (FFT of single real functions).
 */
export class RealFft {
  /** Bins 0 (DC) to size / 2 (Nyquist). */
  readonly bins: number;
  /** Real and imaginary parts of the last transform, [bins] each. */
  readonly re: Float64Array;
  readonly im: Float64Array;

  private readonly half: number;
  private readonly reversed: Uint16Array;
  /** cos and -sin of 2 pi k / size, k below size / 2. */
  private readonly cos: Float64Array;
  private readonly sin: Float64Array;

  /** @param size a power of two from 4 to 65,536 */
  constructor(readonly size: number) {
    if (!Number.isInteger(Math.log2(size)) || size < 4 || size > 65_536) throw new RangeError(`FFT size ${size}`);
    const half = size / 2;
    this.half = half;
    this.bins = half + 1;
    this.re = new Float64Array(half + 1);
    this.im = new Float64Array(half + 1);
    this.cos = Float64Array.from({ length: half }, (_, k) => Math.cos((2 * Math.PI * k) / size));
    this.sin = Float64Array.from({ length: half }, (_, k) => -Math.sin((2 * Math.PI * k) / size));
    this.reversed = bitReversal(half);
  }

  /** Transforms `frame` [size]; the result is in `re` and `im` until the next call. */
  forward(frame: Float64Array): void {
    const { re, im, reversed, half } = this;
    for (let i = 0; i < half; i++) {
      const to = reversed[i]!;
      re[to] = frame[2 * i]!;
      im[to] = frame[2 * i + 1]!;
    }
    this.butterflies();
    this.separate();
  }

  /** In-place complex transform of length half, inputs already in bit-reversed order. */
  private butterflies(): void {
    const { re, im, cos, sin, half, size } = this;
    // The first pass has the twiddle 1 only: half of its multiplications would be for nothing.
    for (let i = 0; i < half; i += 2) {
      const ar = re[i]!;
      const ai = im[i]!;
      const br = re[i + 1]!;
      const bi = im[i + 1]!;
      re[i] = ar + br;
      im[i] = ai + bi;
      re[i + 1] = ar - br;
      im[i + 1] = ai - bi;
    }
    for (let span = 2; span < half; span *= 2) {
      const stride = size / (2 * span);
      for (let start = 0; start < half; start += 2 * span) {
        for (let k = 0, t = 0; k < span; k++, t += stride) {
          const i = start + k;
          const j = i + span;
          const wr = cos[t]!;
          const wi = sin[t]!;
          const br = re[j]! * wr - im[j]! * wi;
          const bi = re[j]! * wi + im[j]! * wr;
          re[j] = re[i]! - br;
          im[j] = im[i]! - bi;
          re[i] = re[i]! + br;
          im[i] = im[i]! + bi;
        }
      }
    }
  }

  /** Takes the spectra of the even and odd samples apart and joins them to the spectrum of the frame. */
  private separate(): void {
    const { re, im, cos, sin, half } = this;
    const dc = re[0]!;
    const dcImaginary = im[0]!;
    re[0] = dc + dcImaginary;
    im[0] = 0;
    re[half] = dc - dcImaginary;
    im[half] = 0;
    for (let k = 1, m = half - 1; k <= m; k++, m--) {
      const evenRe = 0.5 * (re[k]! + re[m]!);
      const evenIm = 0.5 * (im[k]! - im[m]!);
      const oddRe = 0.5 * (im[k]! + im[m]!);
      const oddIm = 0.5 * (re[m]! - re[k]!);
      const wr = cos[k]!;
      const wi = sin[k]!;
      const tr = oddRe * wr - oddIm * wi;
      const ti = oddRe * wi + oddIm * wr;
      re[k] = evenRe + tr;
      im[k] = evenIm + ti;
      re[m] = evenRe - tr;
      im[m] = ti - evenIm;
    }
  }
}

function bitReversal(length: number): Uint16Array {
  const bits = Math.log2(length);
  return Uint16Array.from({ length }, (_, i) => {
    let reversed = 0;
    for (let bit = 0; bit < bits; bit++) reversed |= ((i >> bit) & 1) << (bits - 1 - bit);
    return reversed;
  });
}
