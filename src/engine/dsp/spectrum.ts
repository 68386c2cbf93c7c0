import type { WindowKind } from '../config/experiment.ts';
import { RealFft } from './fft.ts';
import { LANES, type KernelMemory } from './kernel-memory.ts';
import { analysisWindow } from './window.ts';

export interface SpectrumOptions {
  readonly frameSamples: number;
  /** A length that {@link RealFft} takes. */
  readonly fftSize: number;
  readonly window: WindowKind;
  /** Takes the mean off each frame and pre-emphasises it by itself with this coefficient; null leaves frames alone. */
  readonly centring: number | null;
}

/** Power spectrum of windowed frames, zero-padded at the end to the length of the transform. */
export class PowerSpectrum {
  /** fftSize / 2 + 1 */
  readonly bins: number;
  /** Address of the last spectra, [bins][LANES]. */
  readonly power: number;
  private readonly fft: RealFft;
  private readonly window: number;
  /** Address of [LANES, frameSamples] for frames without their mean. */
  private readonly centred: number;

  constructor(
    private readonly memory: KernelMemory,
    private readonly options: SpectrumOptions,
  ) {
    const { frameSamples, fftSize, window, centring } = options;
    this.fft = new RealFft(memory, fftSize);
    this.bins = this.fft.bins;
    this.window = memory.place(Float32Array.from(analysisWindow(window, frameSamples), (x) => 0.5 * x));
    this.centred = centring === null ? 0 : memory.allocate(LANES * frameSamples);
    // The denoiser moves bins by four.
    this.power = memory.allocate((this.bins + LANES) * LANES);
  }

  /**
   * |X|^2 (no scaling) of 1 to {@link LANES} frames, into `power`; lanes beyond repeat the last frame.
   * @param first address of the first sample; @param hopSamples between the beginnings of two frames
   */
  compute(first: number, hopSamples: number, frames: number): void {
    const { memory, fft, window, centred } = this;
    const { frameSamples, fftSize, centring } = this.options;
    const { kernels } = memory;
    if (centring === null) {
      kernels.windowFrames(first, 4 * hopSamples, frames, window, frameSamples, fft.frames, fftSize);
    } else {
      kernels.centreFrames(first, 4 * hopSamples, frames, frameSamples, centring, centred, 4 * frameSamples);
      kernels.windowFrames(centred, 4 * frameSamples, frames, window, frameSamples, fft.frames, fftSize);
    }
    fft.powers(this.power);
  }
}
