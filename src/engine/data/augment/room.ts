import { FEATURE_RATE_HZ } from '../../config/frame-geometry.ts';
import type { Rng } from '../../core/rng.ts';
import { ComplexFft } from '../../dsp/complex-fft.ts';

/** From the direct sound to the first echo. */
const FIRST_ECHO_MS = 2;
/** Energy of the direct sound over that of all echoes. */
const DIRECT_DB = [0, 12] as const;
/** The shortest reverberation, as a share of the longest. */
const SHORTEST = 0.25;

/**
 * A made-up room's impulse response: the direct sound, 1, then white Gaussian noise under an exponential decay of 60 dB in
 * the reverberation time (J. D. Polack, "La transmission de l'énergie sonore dans les salles", 1988; its statistical model).
 *
 * @param longestMs of the reverberation time (RT60), which is drawn from a quarter of it on
 */
export function roomResponse(longestMs: number, rng: Rng): Float64Array {
  const rt60 = (rng.uniform(SHORTEST, 1) * longestMs * FEATURE_RATE_HZ) / 1000;
  const directDb = rng.uniform(...DIRECT_DB);
  const response = new Float64Array(Math.max(2, Math.round(rt60)));
  let energy = 0;
  for (let n = Math.round((FIRST_ECHO_MS * FEATURE_RATE_HZ) / 1000); n < response.length; n++) {
    response[n] = rng.normal() * 10 ** ((-3 * n) / rt60);
    energy += response[n]! ** 2;
  }
  const gain = energy > 0 ? Math.sqrt(10 ** (-directDb / 10) / energy) : 0;
  for (let n = 0; n < response.length; n++) response[n]! *= gain;
  response[0] = 1;
  return response;
}

/** Lets sounds of one length ring in rooms. */
export class Reverberator {
  private fft: ComplexFft | null = null;
  private re = new Float64Array(0);
  private im = new Float64Array(0);

  /** Convolves `sound` with `response`, in place; echoes past its end are lost. */
  apply(sound: Float32Array, response: Float64Array): void {
    const { fft, re, im } = this.roomFor(sound.length + response.length - 1);
    re.fill(0);
    im.fill(0);
    re.set(sound);
    im.set(response);
    // Two real signals in one transform: their spectra are its even and its odd part.
    fft.forward(re, im);
    multiplyParts(re, im);
    fft.inverse(re, im);
    for (let n = 0; n < sound.length; n++) sound[n] = re[n]!;
  }

  private roomFor(samples: number): { fft: ComplexFft; re: Float64Array; im: Float64Array } {
    const size = 2 ** Math.ceil(Math.log2(Math.max(2, samples)));
    if (this.fft?.size !== size) {
      this.fft = new ComplexFft(size);
      this.re = new Float64Array(size);
      this.im = new Float64Array(size);
    }
    return { fft: this.fft, re: this.re, im: this.im };
  }
}

/** From the transform of x + i h to that of their convolution: X H = (Z(k)^2 - conj Z(-k)^2) / 4i. */
function multiplyParts(re: Float64Array, im: Float64Array): void {
  const size = re.length;
  for (let k = 0; k <= size / 2; k++) {
    const mirrored = k === 0 ? 0 : size - k;
    const [aRe, aIm, bRe, bIm] = [re[k]!, im[k]!, re[mirrored]!, -im[mirrored]!];
    const squareRe = aRe * aRe - aIm * aIm - (bRe * bRe - bIm * bIm);
    const squareIm = 2 * (aRe * aIm - bRe * bIm);
    re[k] = re[mirrored] = squareIm / 4;
    im[k] = -squareRe / 4;
    im[mirrored] = squareRe / 4;
  }
}
