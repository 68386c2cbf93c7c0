import type { Experiment } from './experiment.ts';

/** How many versions of each training clip differ: without noise and variation there is one. */
export function noisyVersions({ noise, augment }: Pick<Experiment['data'], 'noise' | 'augment'>): number {
  return noise.kinds.length > 0 || isAugmented(augment) ? noise.versions : 1;
}

/** Whether training clips are varied at all. */
export function isAugmented(augment: Experiment['data']['augment']): boolean {
  const { speed, reverbMs, shiftMs, volumeDb, timeMasks, frequencyMasks } = augment;
  return [speed, reverbMs, shiftMs, volumeDb, timeMasks, frequencyMasks].some((most) => most > 0);
}
