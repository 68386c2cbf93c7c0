import type { KernelMemory } from '../kernel-memory.ts';

const SMOOTHING_MS = 35.9;
const NOISE_MS = 156;
const PRESENCE_MS = 4.97;
const MINIMUM_WINDOW_MS = 1000;
/** Arrays of the kernel's state. */
const STATE_ARRAYS = 5;

/**
 * Follows the power of the noise under speech by minima controlled recursive averaging (I. Cohen and B. Berdugo, "Noise
 * estimation by minima controlled recursive averaging for robust speech enhancement", IEEE Signal Processing Letters 9(1),
 * 2002), its constants turned from their 8 ms hop into times.
 */
export class NoiseFloor {
  /** Address of the noise's power [bins], as of the last frame. */
  readonly noise: number;
  private readonly keepSmoothed: number;
  private readonly keepNoise: number;
  private readonly keepPresence: number;
  private readonly windowFrames: number;
  private readonly state: number;
  private readonly stride: number;
  private seen = 0;

  /** @param words length of a row, more than `bins` */
  constructor(
    private readonly memory: KernelMemory,
    private readonly bins: number,
    words: number,
    hopMs: number,
  ) {
    this.keepSmoothed = Math.exp(-hopMs / SMOOTHING_MS);
    this.keepNoise = Math.exp(-hopMs / NOISE_MS);
    this.keepPresence = Math.exp(-hopMs / PRESENCE_MS);
    this.windowFrames = Math.max(1, Math.round(MINIMUM_WINDOW_MS / hopMs));
    this.stride = 4 * words;
    this.state = memory.allocate(STATE_ARRAYS * words);
    this.noise = this.state + (STATE_ARRAYS - 1) * this.stride;
  }

  /** Takes the power of the next frame, at address `row`. */
  follow(row: number): void {
    const { bins, state, stride, keepSmoothed, keepPresence, windowFrames } = this;
    const phase = this.seen === 0 ? 0 : this.seen % windowFrames === 0 ? 1 : 2;
    // A plain mean at first: the clip's first frames are taken for noise, as far as the minima allow.
    const keepNoise = Math.min(this.keepNoise, this.seen / (this.seen + 1));
    this.memory.kernels.trackNoise(row, bins, state, stride, phase, keepSmoothed, keepPresence, keepNoise);
    this.seen++;
  }

  reset(): void {
    this.seen = 0;
  }
}
