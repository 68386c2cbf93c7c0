import { usePlot } from './plot.tsx';
import { tenth } from './tenth.ts';

/** A place on an axis and what stands there. */
export interface Tick {
  readonly value: number;
  readonly words: string;
}

export interface AxesProps {
  /** From left to right. */
  readonly steps: readonly Tick[];
  readonly values: readonly Tick[];
}

/** Tick and its distance to the words, px. */
const TICK_PX = 6;
const STEP_MARGIN_PX = 4;
const VALUE_MARGIN_PX = 2;

/** Grid, ticks and their words. */
export function Axes({ steps, values }: AxesProps) {
  const { area, xOf, yOf } = usePlot();
  const { left, right, bottom } = area;
  const grid = values.map(({ value }) => `M${left} ${tenth(yOf(value))}H${right}`).join('');
  const ticks = steps.map(({ value }) => `M${tenth(xOf(value))} ${bottom}v${TICK_PX}`).join('');
  return (
    <>
      <path className="axis-grid" d={grid} stroke="var(--line)" strokeDasharray="1 3" fill="none" />
      <path className="axis-line" d={`M${left} ${bottom}H${right}${ticks}`} stroke="var(--outline)" fill="none" />
      <g textAnchor="middle">
        {steps.map(({ value, words }) => (
          <text key={value} x={tenth(xOf(value))} y={bottom + TICK_PX + STEP_MARGIN_PX} dy="0.71em">
            {words}
          </text>
        ))}
      </g>
      <g textAnchor="end">
        {values.map(({ value, words }) => (
          <text key={value} x={left - TICK_PX - VALUE_MARGIN_PX} y={tenth(yOf(value))} dy="0.355em">
            {words}
          </text>
        ))}
      </g>
    </>
  );
}
