import type { KernelMemory } from '../kernel-memory.ts';
import type { SuppressionRule } from './spectrum-denoiser.ts';

/**
 * Power spectral subtraction with an oversubtraction that falls with the frame's SNR, and a spectral floor (M. Berouti,
 * R. Schwartz and J. Makhoul, "Enhancement of speech corrupted by acoustic noise", ICASSP 1979).
 */
export class SpectralSubtraction implements SuppressionRule {
  constructor(
    private readonly memory: KernelMemory,
    private readonly bins: number,
  ) {}

  apply(row: number, noise: number): void {
    this.memory.kernels.subtractNoise(row, this.bins, noise);
  }

  reset(): void {}
}
