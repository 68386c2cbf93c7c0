import type { Dataset } from './dataset.ts';

/** Seconds of sound in all clips together. */
export function totalSeconds({ utterances }: Pick<Dataset, 'utterances'>): number {
  return utterances.reduce((sum, { audio }) => sum + audio.length / audio.sampleRateHz, 0);
}
