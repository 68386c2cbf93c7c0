import type { KernelMemory } from '../kernel-memory.ts';
import type { SuppressionRule } from './spectrum-denoiser.ts';

/** Ephraim and Malah's 0.98 at their hop of 8 ms, as a time. */
const DECISION_MS = 396;

/**
 * Wiener's gain xi / (1 + xi) by the decision-directed a-priori SNR: xi = a |A(t-1)|^2 / noise(t-1) + (1 - a) max(0,
 * |X(t)|^2 / noise(t) - 1), A the speech estimated of the frame before. (Y. Ephraim and D. Malah, "Speech enhancement
 * using a minimum mean-square error short-time spectral amplitude estimator", IEEE Transactions on ASSP 32(6), 1984, eq.
 * 51; P. Scalart and J. Filho, "Speech enhancement based on a priori signal to noise estimation", ICASSP 1996.)
 */
export class Wiener implements SuppressionRule {
  private readonly keep: number;
  /** Address of |A(t-1)|^2 / noise(t-1), [bins]. */
  private readonly estimate: number;

  /** @param words length of a row */
  constructor(
    private readonly memory: KernelMemory,
    private readonly bins: number,
    private readonly words: number,
    hopMs: number,
  ) {
    this.keep = Math.exp(-hopMs / DECISION_MS);
    this.estimate = memory.allocate(words);
    this.reset();
  }

  apply(row: number, noise: number): void {
    this.memory.kernels.wienerFrame(row, this.bins, noise, this.estimate, this.keep);
  }

  /** As Ephraim and Malah begin: with speech as strong as the noise. */
  reset(): void {
    const start = this.estimate / 4;
    this.memory.floats.fill(1, start, start + this.words);
  }
}
