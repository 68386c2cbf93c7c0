import { getNiceTickValues } from 'recharts';
import type { SeedCurve } from '../../state/curve-rows.ts';
import type { CurveMetric } from '../../state/run-view.ts';
import { isLoss } from './metric-format.ts';

export interface ValueAxis {
  readonly scale: 'linear' | 'log';
  readonly domain: readonly [low: number, high: number];
  /** Ascending, within the domain. */
  readonly ticks: readonly number[];
}

const PERCENT_TICKS = [0, 25, 50, 75, 100];
const TICKS = 5;
const DECADE_STEPS = [1, 2, 5];

/** Percentages from 0 to 100; losses from 0, or on a logarithmic scale from their lowest to their highest value. */
export function valueAxis(metric: CurveMetric, curves: readonly SeedCurve[], logarithmic: boolean): ValueAxis {
  if (!isLoss(metric)) return { scale: 'linear', domain: [0, 100], ticks: PERCENT_TICKS };
  const values = curves.flatMap(({ points }) => points.flatMap(({ low, high }) => [low, high]));
  const positive = values.filter((value) => value > 0);
  if (logarithmic && positive.length > 0) return logAxis(Math.min(...positive), Math.max(...positive));
  const ticks = getNiceTickValues([0, Math.max(0, ...values) || 1], TICKS);
  return { scale: 'linear', domain: [0, ticks.at(-1) ?? 1], ticks };
}

/** From the 1, 2 or 5 of a decade at or below the lowest value to that at or above the highest. */
function logAxis(lowest: number, highest: number): ValueAxis {
  const steps: number[] = [];
  // One more at either side: a logarithm may be rounded across a decade.
  const [first, last] = [Math.floor(Math.log10(lowest)) - 1, Math.ceil(Math.log10(highest)) + 1];
  for (let decade = first; decade <= last; decade++)
    steps.push(...DECADE_STEPS.map((step) => Number(`${step}e${decade}`)));
  const low = steps.findLast((step) => step <= lowest) ?? lowest;
  const high = steps.find((step) => step >= highest && step > low) ?? highest;
  const inside = steps.filter((step) => step >= low && step <= high);
  const ticks = inside.length > 2 * TICKS ? inside.filter((step) => Number.isInteger(Math.log10(step))) : inside;
  return { scale: 'log', domain: [low, high], ticks };
}
