import type { CurveMetric } from '../../state/run-view.ts';
import type { Formats } from '../i18n/format.ts';

/** Losses have no upper end and may be shown on a logarithmic scale; the rest are percentages. */
export function isLoss(metric: CurveMetric): boolean {
  return metric === 'loss' || metric === 'distillationLoss';
}

export function formatMetric(metric: CurveMetric, value: number, formats: Formats): string {
  return isLoss(metric) ? formats.short(value) : formats.percent(value, 1);
}
