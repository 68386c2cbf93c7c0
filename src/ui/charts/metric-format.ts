import type { TaskId } from '../../engine/config/experiment.ts';
import type { CurveMetric } from '../../state/run-view.ts';
import type { Formats } from '../i18n/format.ts';

/** Losses have no upper end and may be shown on a logarithmic scale; the rest are percentages. */
export function isLoss(metric: CurveMetric): boolean {
  return metric === 'loss' || metric === 'distillationLoss';
}

/** Of these less is better, and there may be more of them than there was to hear. */
export function isErrorRate(metric: CurveMetric): metric is 'wer' | 'cer' | 'per' {
  return metric === 'wer' || metric === 'cer' || metric === 'per';
}

export function formatMetric(metric: CurveMetric, value: number, formats: Formats): string {
  return isLoss(metric) ? formats.short(value) : formats.percent(value, 1);
}

/** Of frames, phones are what is told right from wrong, and not words. */
const ofFrames: Readonly<Partial<Record<CurveMetric, string>>> = {
  accuracy: 'frameAccuracy',
  precision: 'framePrecision',
  recall: 'frameRecall',
  f1: 'frameF1',
};

/** The key of a metric's words, below `metrics`. */
export function metricWords(metric: CurveMetric, task: TaskId): string {
  if (task === 'frames') return ofFrames[metric] ?? metric;
  return task === 'ctc' && metric === 'loss' ? 'symbolLoss' : metric;
}
