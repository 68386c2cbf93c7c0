import type { FrontEndConfig } from './experiment.ts';
import { defaultExperiment } from './defaults.ts';
import type { Json } from './json.ts';

export const frontEndPresetIds = ['stillhouse', 'kaldi', 'torchaudio', 'whisper'] as const;
export type FrontEndPresetId = (typeof frontEndPresetIds)[number];

/** What a preset says nothing of stays as it is: denoising, differences, normalisation, and what its kind does not use. */
type Definition = Omit<FrontEndConfig, 'denoise' | 'deltas' | 'normalise' | 'coefficients' | 'pcen'>;

const { denoise: _, deltas: _d, normalise: _n, coefficients: _c, pcen: _p, ...stillhouse } = defaultExperiment.frontEnd;

/**
 * The front end as other tools define it.
 * - `kaldi`: compute-fbank-feats as `torchaudio.compliance.kaldi.fbank` computes it with its defaults, without dither; of
 *   samples from -1 to 1, where Kaldi itself takes 16-bit integers (a constant in the logarithm, but for its floor).
 * - `torchaudio`: `torchaudio.transforms.MelSpectrogram(16000)`, then `AmplitudeToDB()`.
 * - `whisper`: `log_mel_spectrogram` of openai/whisper, without its clamp (see dsp/log-scale) and with the last frame,
 *   which Whisper drops.
 */
export const frontEndPresets: Readonly<Record<FrontEndPresetId, Definition>> = {
  stillhouse,
  kaldi: {
    kind: 'log-mel',
    dcOffset: 'remove',
    preEmphasis: 0.97,
    window: 'povey',
    windowMs: 25,
    hopMs: 10,
    edges: 'snip',
    fft: 'power-of-two',
    melBands: 23,
    melScale: 'kaldi',
    melNorm: 'none',
    lowHz: 20,
    highHz: 8000,
    log: 'floor',
  },
  torchaudio: {
    kind: 'log-mel',
    dcOffset: 'keep',
    preEmphasis: 0,
    window: 'hann',
    windowMs: 25,
    hopMs: 12.5,
    edges: 'centre',
    fft: 'shortest',
    melBands: 128,
    melScale: 'htk',
    melNorm: 'none',
    lowHz: 0,
    highHz: 8000,
    log: 'decibel',
  },
  whisper: {
    kind: 'log-mel',
    dcOffset: 'keep',
    preEmphasis: 0,
    window: 'hann',
    windowMs: 25,
    hopMs: 10,
    edges: 'centre',
    fft: 'shortest',
    melBands: 80,
    melScale: 'slaney',
    melNorm: 'slaney',
    lowHz: 0,
    highHz: 8000,
    log: 'whisper',
  },
};

/** The changes that make the front end a preset's, by path. */
export function frontEndPresetChanges(id: FrontEndPresetId): Record<string, Json> {
  return Object.fromEntries(Object.entries(frontEndPresets[id]).map(([key, value]) => [`frontEnd.${key}`, value]));
}

/** The preset that a front end is, or null. */
export function frontEndPresetOf(config: FrontEndConfig): FrontEndPresetId | null {
  const isLike = (definition: Definition) =>
    Object.entries(definition).every(([key, value]) => config[key as keyof Definition] === value);
  return frontEndPresetIds.find((id) => isLike(frontEndPresets[id])) ?? null;
}
