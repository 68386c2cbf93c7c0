import type { Dataset } from '../dataset.ts';
import { BYTES_PER_SAMPLE } from './sample-coding.ts';

/** Of all clips, and of the recordings of noise. */
export function samplesIn({ utterances, noises = [] }: Pick<Dataset, 'utterances' | 'noises'>): number {
  return [...utterances.map(({ audio }) => audio), ...noises].reduce((sum, { length }) => sum + length, 0);
}

/** What the samples take where they are kept: in their file, or as 16-bit integers, which is what most recordings are. */
export function keptSampleBytes(dataset: Pick<Dataset, 'utterances' | 'noises' | 'stored'>): number {
  return dataset.stored?.bytes ?? samplesIn(dataset) * BYTES_PER_SAMPLE.int16;
}
