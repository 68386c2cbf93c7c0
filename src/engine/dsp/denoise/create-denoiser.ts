import type { FrontEndConfig } from '../../config/experiment.ts';
import type { KernelMemory } from '../kernel-memory.ts';
import { SpectralSubtraction } from './spectral-subtraction.ts';
import { SpectrumDenoiser } from './spectrum-denoiser.ts';
import { Wiener } from './wiener.ts';

/** What takes the noise off power spectra of `bins` every `hopMs`; null where nothing does, or it was taken off the samples. */
export function createSpectrumDenoiser(
  memory: KernelMemory,
  kind: FrontEndConfig['denoise'],
  bins: number,
  hopMs: number,
): SpectrumDenoiser | null {
  switch (kind) {
    case 'none':
    case 'rnnoise':
      return null;
    case 'spectral-subtraction':
      return new SpectrumDenoiser(memory, bins, hopMs, () => new SpectralSubtraction(memory, bins));
    case 'wiener':
      return new SpectrumDenoiser(memory, bins, hopMs, (words) => new Wiener(memory, bins, words, hopMs));
    default:
      return kind satisfies never;
  }
}
