/**
 * Discrete Fourier transform of complex numbers in float64, radix 2, in place: for what is done once in a while (a room's
 * echo, sound to be heard). Features go through {@link RealFft}.
 */
export class ComplexFft {
  private readonly cos: Float64Array;
  private readonly sin: Float64Array;

  /** @param size a power of two */
  constructor(readonly size: number) {
    if (size < 2 || !Number.isInteger(Math.log2(size))) throw new RangeError(`FFT size ${size}`);
    this.cos = Float64Array.from({ length: size / 2 }, (_, k) => Math.cos((2 * Math.PI * k) / size));
    this.sin = Float64Array.from({ length: size / 2 }, (_, k) => -Math.sin((2 * Math.PI * k) / size));
  }

  forward(re: Float64Array, im: Float64Array): void {
    const { size, cos, sin } = this;
    reorder(re, im, size);
    for (let half = 1; half < size; half *= 2) {
      const stride = size / (2 * half);
      for (let start = 0; start < size; start += 2 * half) {
        for (let k = 0, w = 0; k < half; k++, w += stride) {
          const a = start + k;
          const b = a + half;
          const turnedRe = re[b]! * cos[w]! - im[b]! * sin[w]!;
          const turnedIm = re[b]! * sin[w]! + im[b]! * cos[w]!;
          re[b] = re[a]! - turnedRe;
          im[b] = im[a]! - turnedIm;
          re[a]! += turnedRe;
          im[a]! += turnedIm;
        }
      }
    }
  }

  /** The way back, scaled so that it undoes {@link forward}. */
  inverse(re: Float64Array, im: Float64Array): void {
    // Swapped parts turn the transform round.
    this.forward(im, re);
    for (let n = 0; n < this.size; n++) {
      re[n]! /= this.size;
      im[n]! /= this.size;
    }
  }
}

/** Sorts by the reversed bits of the index. */
function reorder(re: Float64Array, im: Float64Array, size: number): void {
  for (let n = 1, mirrored = 0; n < size; n++) {
    let bit = size >> 1;
    for (; (mirrored & bit) !== 0; bit >>= 1) mirrored ^= bit;
    mirrored |= bit;
    if (n >= mirrored) continue;
    [re[n], re[mirrored]] = [re[mirrored]!, re[n]!];
    [im[n], im[mirrored]] = [im[mirrored]!, im[n]!];
  }
}
