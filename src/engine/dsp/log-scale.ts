import type { FrontEndConfig } from '../config/experiment.ts';

/** A logarithm of energies x: scale ln(max(x, floor) + offset) + shift. */
export interface LogScale {
  readonly floor: number;
  readonly offset: number;
  readonly scale: number;
  readonly shift: number;
}

/**
 * - `offset`: ln(x + 1e-6), `torchaudio.transforms.MFCC(log_mels=True)`.
 * - `floor`: ln(max(x, 2^-23)), Kaldi's and `torchaudio.compliance.kaldi.fbank`.
 * - `decibel`: 10 log10(max(x, 1e-10)), `torchaudio.transforms.AmplitudeToDB()`.
 * - `whisper`: (log10(max(x, 1e-10)) + 4) / 4, without the clamp of openai/whisper's audio.py to 8 below the largest value
 *   of the whole clip: no stream can know it. What lies less than 80 dB below the loudest is the same.
 */
export const logScales: Readonly<Record<FrontEndConfig['log'], LogScale>> = {
  offset: { floor: 0, offset: 1e-6, scale: 1, shift: 0 },
  floor: { floor: 2 ** -23, offset: 0, scale: 1, shift: 0 },
  decibel: { floor: 1e-10, offset: 0, scale: 10 / Math.LN10, shift: 0 },
  whisper: { floor: 1e-10, offset: 0, scale: 0.25 / Math.LN10, shift: 1 },
};
