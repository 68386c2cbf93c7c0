import type { Experiment } from './experiment.ts';
import { isAugmented, noisyVersions } from './noisy-versions.ts';

/**
 * What of a clip can be heard and seen: as recorded; with noise; that noise taken off again; and as a net gets it in
 * training: varied, noisy, denoised, masked.
 */
export type Hearing = 'clean' | 'noisy' | 'denoised' | 'augmented';

/** Those that differ by what an experiment sets. */
export function hearingsOf({ data, frontEnd }: Pick<Experiment, 'data' | 'frontEnd'>): Hearing[] {
  return [
    'clean',
    ...(data.noise.kinds.length > 0 ? (['noisy'] as const) : []),
    ...(frontEnd.denoise !== 'none' ? (['denoised'] as const) : []),
    ...(isAugmented(data.augment) ? (['augmented'] as const) : []),
  ];
}

/** What of an experiment a preview of a clip depends on. */
export interface PreviewSettings
  extends Pick<Experiment, 'seed' | 'frontEnd'>, Pick<Experiment['data'], 'noise' | 'augment'> {
  readonly hearing: Exclude<Hearing, 'clean'>;
  /** Which of the noisy and varied versions, from 0. */
  readonly version: number;
}

/** Null: the clip as recorded, also where what was chosen is no longer set. */
export function previewSettings(
  { seed, frontEnd, data }: Experiment,
  hearing: Hearing,
  version: number,
): PreviewSettings | null {
  if (hearing === 'clean' || !hearingsOf({ data, frontEnd }).includes(hearing)) return null;
  return { hearing, version: version % noisyVersions(data), seed, frontEnd, noise: data.noise, augment: data.augment };
}
