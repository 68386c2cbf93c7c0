import { isErrorScores } from '../metrics/score-kinds.ts';
import type { Scores } from '../train/events.ts';
import type { ReportMetrics } from './report.ts';

/** Scores in percent, as they stand in reports and curves. */
export function metricsOf(scores: Scores): ReportMetrics {
  if (isErrorScores(scores)) return inPercent(scores.errorRates);
  const { accuracy, precision, recall, f1 } = scores;
  return inPercent({ accuracy, precision, recall, f1 });
}

function inPercent<Key extends string>(shares: Readonly<Partial<Record<Key, number>>>): Record<Key, number> {
  return mapValues(shares as Readonly<Record<Key, number>>, (share) => 100 * share);
}

/** Means of the same metrics. */
export function meanMetrics(all: readonly ReportMetrics[]): ReportMetrics {
  return mapValues(all[0] as Readonly<Record<string, number>>, (_, key) => {
    const sum = all.reduce((total, metrics) => total + (metrics as Readonly<Record<string, number>>)[key]!, 0);
    return sum / all.length;
  });
}

function mapValues<Key extends string>(
  values: Readonly<Record<Key, number>>,
  change: (value: number, key: Key) => number,
): Record<Key, number> {
  const changed = (Object.entries(values) as [Key, number][]).map(([key, value]) => [key, change(value, key)]);
  return Object.fromEntries(changed) as Record<Key, number>;
}
