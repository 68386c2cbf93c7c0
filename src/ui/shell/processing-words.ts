import type { TFunction } from 'i18next';
import type { InputProcessing } from '../../engine/data/dataset.ts';
import type { Formats } from '../i18n/format.ts';

export const processingSteps: readonly (keyof InputProcessing)[] = [
  'echoCancellation',
  'noiseSuppression',
  'autoGainControl',
];

/** What the browser did to the sound of a recorded clip. */
export function processingWords(processing: InputProcessing, t: TFunction, formats: Formats): string {
  const steps = processingSteps.filter((step) => processing[step]);
  return steps.length === 0
    ? t('recording.unprocessed')
    : t('recording.processed', { steps: formats.list(steps.map((step) => t(`recording.steps.${step}`))) });
}
