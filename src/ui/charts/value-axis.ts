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
  const ticks = getNiceTickValues([0, Math.max(0, ...values) || 1], TICKS);
  return { scale: 'linear', domain: [0, ticks.at(-1) ?? 1], ticks };
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
  const round = roundTicks(low, high).filter(within);
  const few = steps.length < TICKS - 2;
  const fits = (ticks: readonly number[]): boolean => ticks.length >= FEWEST_TICKS && ticks.length <= MOST_TICKS;
  return { scale: 'log', domain: [low, high], ticks: [...(few ? [round] : []), steps, tens].find(fits) ?? [low, high] };
}

/** Multiples of 1, 2 or 5 times a power of ten, at most as many as ticks and one. */
function roundTicks(low: number, high: number): readonly number[] {
  const least = (high - low) / TICKS;
  const decade = 10 ** Math.floor(Math.log10(least));
  const step = decade * (DECADE_STEPS.find((digit) => digit * decade >= least) ?? 10);
  const [first, last] = [Math.ceil(low / step), Math.floor(high / step)];
  // Without the dust of the multiplication.
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}
