import type { FrontEndConfig } from '../config/experiment.ts';
import { denoiserBinary } from './denoise/denoiser-binary.ts';
import { installRnnoise } from './denoise/rnnoise/binary.ts';

/** Loads what `createFrontEnd` needs for these settings in this thread. A worklet cannot wait: it is given the same by message. */
export async function prepareFrontEnd({ denoise }: Pick<FrontEndConfig, 'denoise'>): Promise<void> {
  const binary = await denoiserBinary(denoise);
  if (binary) installRnnoise(binary);
}
