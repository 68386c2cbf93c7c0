import { scaleLinear } from 'd3-scale';
import type { SeedCurve } from '../../state/curve-rows.ts';
import type { CurveMetric } from '../../state/run-view.ts';
import { isLoss } from './metric-format.ts';
import type { AxisScale } from './plot.tsx';

export interface ValueAxis extends AxisScale {
  /** Ascending, within the domain. */
  readonly ticks: readonly number[];
}

const PERCENT_TICKS = [0, 25, 50, 75, 100];
/** About so many stretches between ticks. */
const STRETCHES = 4;
/** On a logarithmic scale. */
const FEWEST_TICKS = 2;
const MOST_TICKS = 10;
const DECADE_STEPS = [1, 2, 5];

/** Percentages from 0 to 100; losses from 0, or on a logarithmic scale from their lowest to their highest value. */
export function valueAxis(metric: CurveMetric, curves: readonly SeedCurve[], logarithmic: boolean): ValueAxis {
  if (!isLoss(metric)) return { scale: 'linear', domain: [0, 100], ticks: PERCENT_TICKS };
  const values = curves.flatMap(({ points }) => points.flatMap(({ low, high }) => [low, high]));
  const positive = values.filter((value) => value > 0);
  if (logarithmic && positive.length > 0) return logAxis(Math.min(...positive), Math.max(...positive));
  const scale = scaleLinear([0, Math.max(0, ...values) || 1], [0, 1]).nice(STRETCHES);
  return { scale: 'linear', domain: [0, scale.domain()[1] ?? 1], ticks: scale.ticks(STRETCHES) };
}

/** From the lowest value to the highest; ticks at the 1, 2 and 5 of each decade, round numbers where few of them fit. */
function logAxis(lowest: number, highest: number): ValueAxis {
  const [low, high] = lowest < highest ? [lowest, highest] : [lowest / 2, highest * 2];
  const within = (tick: number): boolean => tick >= low && tick <= high;
  // One decade more at either side: a logarithm may be rounded across one.
  const [first, last] = [Math.floor(Math.log10(low)) - 1, Math.ceil(Math.log10(high)) + 1];
  const decades = Array.from({ length: last - first + 1 }, (_, i) => first + i);
  const steps = decades.flatMap((decade) => DECADE_STEPS.map((step) => Number(`${step}e${decade}`))).filter(within);
  const tens = decades.map((decade) => Number(`1e${decade}`)).filter(within);
  // Where only rounding lies between the two, those of d3 may lie outside them or be the same twice.
  const round = [...new Set(scaleLinear([low, high], [0, 1]).ticks(STRETCHES))].filter(within);
  const few = steps.length < STRETCHES - 1;
  const fits = (ticks: readonly number[]): boolean => ticks.length >= FEWEST_TICKS && ticks.length <= MOST_TICKS;
  return { scale: 'log', domain: [low, high], ticks: [...(few ? [round] : []), steps, tens].find(fits) ?? [low, high] };
}
