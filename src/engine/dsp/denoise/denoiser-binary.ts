import type { FrontEndConfig } from '../../config/experiment.ts';
import { decodeBase64 } from '../../core/base64.ts';

/** The WebAssembly of a denoiser that is a library, loaded when it is asked for; null for those that are our own. */
export async function denoiserBinary(kind: FrontEndConfig['denoise']): Promise<Uint8Array<ArrayBuffer> | null> {
  if (kind !== 'rnnoise') return null;
  const { default: binary } = await import('../build/rnnoise.ts');
  return decodeBase64(binary);
}
