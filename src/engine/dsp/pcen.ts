import type { FrontEndConfig } from '../config/experiment.ts';
import type { KernelMemory } from './kernel-memory.ts';

const EPSILON = 1e-6;

/**
 * Per-channel energy normalisation of mel energies E: M(t) = (1 - b) M(t-1) + b E(t), PCEN = (E / (M + eps)^gain +
 * bias)^power - bias^power (Y. Wang, P. Getreuer, T. Hughes, R. F. Lyon and R. A. Saurous, "Trainable frontend for robust
 * and far-field keyword spotting", ICASSP 2017). As `librosa.pcen`: b follows from a time constant, and M begins at 1, as if
 * energies of 1 had gone before. Energies are of samples from -1 to 1, not scaled.
 */
export class Pcen {
  private readonly take: number;
  /** Address of M, [bands]. */
  private readonly levels: number;

  constructor(
    private readonly memory: KernelMemory,
    private readonly bands: number,
    private readonly settings: FrontEndConfig['pcen'],
    hopMs: number,
  ) {
    this.take = smoothingOf(settings.smoothingMs / hopMs);
    this.levels = memory.allocate(bands);
    this.reset();
  }

  /** The first `frames` lanes at address `energies` [bands][LANES], in place. */
  apply(energies: number, frames: number): void {
    const { levels, take, bands } = this;
    const { gain, bias, power } = this.settings;
    const { kernels } = this.memory;
    kernels.normaliseEnergies(energies, bands, levels, frames, take, EPSILON, gain, bias, power, bias ** power);
  }

  reset(): void {
    const start = this.levels / 4;
    this.memory.floats.fill(1, start, start + this.bands);
  }
}

/** b for a time constant of so many frames, by librosa's formula. */
function smoothingOf(frames: number): number {
  return (Math.sqrt(1 + 4 * frames ** 2) - 1) / (2 * frames ** 2);
}
