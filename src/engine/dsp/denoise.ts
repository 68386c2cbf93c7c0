import { LANES, type KernelMemory } from './kernel-memory.ts';

/**
 * Causal noise reduction on the power spectrum of one frame after the other.
 *
 * Noise floor: minima controlled recursive averaging (I. Cohen and B. Berdugo, "Noise estimation by minima controlled
 * recursive averaging for robust speech enhancement", IEEE Signal Processing Letters 9(1), 2002), its constants turned
 * from their 8 ms hop into times. Subtraction: power spectral subtraction with an oversubtraction that falls with the
 * frame's SNR, and a spectral floor (M. Berouti, R. Schwartz and J. Makhoul, "Enhancement of speech corrupted by acoustic
 * noise", ICASSP 1979).
 */
const SMOOTHING_MS = 35.9;
const NOISE_MS = 156;
const PRESENCE_MS = 4.97;
const MINIMUM_WINDOW_MS = 1000;
/** Arrays of the kernel's state, and room beside a row of power: see `denoiseFrame` in assembly/denoise.ts. */
const STATE_ARRAYS = 5;
const MARGIN = 4;

export class SpectralSubtraction {
  private readonly keepSmoothed: number;
  private readonly keepNoise: number;
  private readonly keepPresence: number;
  private readonly windowFrames: number;
  /** Bytes of a row. */
  private readonly stride: number;
  private readonly rows: number;
  private readonly state: number;
  private seen = 0;

  /** @param bins 1 more than a multiple of 4 */
  constructor(
    private readonly memory: KernelMemory,
    private readonly bins: number,
    hopMs: number,
  ) {
    this.keepSmoothed = Math.exp(-hopMs / SMOOTHING_MS);
    this.keepNoise = Math.exp(-hopMs / NOISE_MS);
    this.keepPresence = Math.exp(-hopMs / PRESENCE_MS);
    this.windowFrames = Math.max(1, Math.round(MINIMUM_WINDOW_MS / hopMs));
    const rowWords = bins + 3 + 2 * MARGIN;
    this.stride = 4 * rowWords;
    this.rows = memory.allocate(LANES * rowWords) + 4 * MARGIN;
    this.state = memory.allocate(STATE_ARRAYS * rowWords);
  }

  /** Replaces the first `frames` spectra at address `power` [bins][LANES] by their estimates without the noise. */
  process(power: number, frames: number): void {
    const { bins, rows, stride, state, keepSmoothed, keepPresence, windowFrames } = this;
    const { kernels } = this.memory;
    kernels.toRows(power, bins, rows, stride);
    for (let lane = 0; lane < frames; lane++, this.seen++) {
      const phase = this.seen === 0 ? 0 : this.seen % windowFrames === 0 ? 1 : 2;
      // A plain mean at first: the clip's first frames are taken for noise, as far as the minima allow.
      const keepNoise = Math.min(this.keepNoise, this.seen / (this.seen + 1));
      kernels.denoiseFrame(rows + lane * stride, bins, state, stride, phase, keepSmoothed, keepPresence, keepNoise);
    }
    kernels.toLanes(rows, bins, power, stride);
  }

  reset(): void {
    this.seen = 0;
  }
}
