import { RealFft } from './fft.ts';
import { LANES, type KernelMemory } from './kernel-memory.ts';
import { analysisWindow, type WindowKind } from './window.ts';

/** Power spectrum of windowed frames, zero-padded at the end to the next power of two. */
export class PowerSpectrum {
  readonly fftSize: number;
  /** fftSize / 2 + 1 */
  readonly bins: number;
  /** Address of the last spectra, [bins][LANES]. */
  readonly power: number;
  private readonly fft: RealFft;
  private readonly window: number;

  /** @param frameSamples length of a frame; @param kind its window */
  constructor(
    private readonly memory: KernelMemory,
    readonly frameSamples: number,
    kind: WindowKind,
  ) {
    this.fftSize = 2 ** Math.ceil(Math.log2(Math.max(8, frameSamples)));
    this.fft = new RealFft(memory, this.fftSize);
    this.bins = this.fft.bins;
    this.window = memory.place(Float32Array.from(analysisWindow(kind, frameSamples), (x) => 0.5 * x));
    // The denoiser moves bins by four.
    this.power = memory.allocate((this.bins + LANES) * LANES);
  }

  /**
   * |X|^2 (no scaling) of 1 to {@link LANES} frames, into `power`; lanes beyond repeat the last frame.
   * @param first address of the first sample; @param hopSamples between the beginnings of two frames
   */
  compute(first: number, hopSamples: number, frames: number): void {
    const { memory, fft, window, frameSamples, fftSize } = this;
    memory.kernels.windowFrames(first, 4 * hopSamples, frames, window, frameSamples, fft.frames, fftSize);
    fft.powers(this.power);
  }
}
