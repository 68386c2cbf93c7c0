import { RealFft } from './fft.ts';
import { analysisWindow, type WindowKind } from './window.ts';

/** Power spectrum of windowed frames, zero-padded at the end to the next power of two. */
export class PowerSpectrum {
  readonly fftSize: number;
  /** fftSize / 2 + 1 */
  readonly bins: number;
  private readonly fft: RealFft;
  private readonly window: Float64Array;
  private readonly padded: Float64Array;

  /** @param frameSamples length of a frame; @param kind its window */
  constructor(
    readonly frameSamples: number,
    kind: WindowKind,
  ) {
    this.fftSize = 2 ** Math.ceil(Math.log2(Math.max(4, frameSamples)));
    this.fft = new RealFft(this.fftSize);
    this.bins = this.fft.bins;
    this.window = analysisWindow(kind, frameSamples);
    this.padded = new Float64Array(this.fftSize);
  }

  /** |X|^2 (no scaling) of the frame that begins at `samples[start]`, into `power` [bins]. */
  compute(samples: Float64Array, start: number, power: Float64Array): void {
    const { window, padded, fft, frameSamples, bins } = this;
    for (let n = 0; n < frameSamples; n++) padded[n] = samples[start + n]! * window[n]!;
    fft.forward(padded);
    const { re, im } = fft;
    for (let k = 0; k < bins; k++) power[k] = re[k]! * re[k]! + im[k]! * im[k]!;
  }
}
