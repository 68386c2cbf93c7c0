import { usePlotArea, useXAxisScale, useYAxisScale } from 'recharts';

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

/**
 * Grid, ticks and their words. Plain SVG at the chart's scales: axes that measure their words ask the browser for a
 * layout in the middle of every drawing.
 */
export function Axes({ steps, values }: AxesProps) {
  const area = usePlotArea();
  const xOf = useXAxisScale();
  const yOf = useYAxisScale();
  if (!area || !xOf || !yOf) return null;
  const [right, bottom] = [area.x + area.width, area.y + area.height];
  const grid = values.map(({ value }) => `M${area.x} ${px(yOf(value))}H${right}`).join('');
  const ticks = steps.map(({ value }) => `M${px(xOf(value))} ${bottom}v${TICK_PX}`).join('');
  return (
    <>
      <path className="axis-grid" d={grid} stroke="var(--line)" strokeDasharray="1 3" fill="none" />
      <path className="axis-line" d={`M${area.x} ${bottom}H${right}${ticks}`} stroke="var(--outline)" fill="none" />
      <g textAnchor="middle">
        {steps.map(({ value, words }) => (
          <text key={value} x={px(xOf(value))} y={bottom + TICK_PX + STEP_MARGIN_PX} dy="0.71em">
            {words}
          </text>
        ))}
      </g>
      <g textAnchor="end">
        {values.map(({ value, words }) => (
          <text key={value} x={area.x - TICK_PX - VALUE_MARGIN_PX} y={px(yOf(value))} dy="0.355em">
            {words}
          </text>
        ))}
      </g>
    </>
  );
}

function px(place: number | undefined): number {
  return place === undefined || !Number.isFinite(place) ? 0 : Math.round(10 * place) / 10;
}
