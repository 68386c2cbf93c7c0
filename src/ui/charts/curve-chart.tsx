import { memo, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { ComposedChart, Tooltip, XAxis, YAxis } from 'recharts';
import type { CastRole } from '../../state/cast.ts';
import { curveRows, distinctMarks } from '../../state/curve-rows.ts';
import type { SeedCurve } from '../../state/curve-rows.ts';
import type { CurveMetric, Mark } from '../../state/run-view.ts';
import { useFormats } from '../i18n/format.ts';
import { usePartsInTurn } from '../shell/draw-turns.ts';
import type { Size } from '../shell/use-size.ts';
import { Axes } from './axes.tsx';
import { AxisName } from './axis-name.tsx';
import { CursorValues } from './cursor-values.tsx';
import { CursorLine } from './cursor-line.tsx';
import { CurveSeries } from './curve-series.tsx';
import { EndLabels } from './end-labels.tsx';
import { knobWords } from './knob-words.ts';
import { LineNotes } from './line-notes.tsx';
import { MarkLines } from './mark-lines.tsx';
import { MarkLabels } from './mark-labels.tsx';
import { formatMetric, isErrorRate, isLoss } from './metric-format.ts';
import { looks } from './series.tsx';
import { stepTicks } from './step-ticks.ts';
import { valueAxis } from './value-axis.ts';
import type { ValueAxis } from './value-axis.ts';

export interface CurveChartProps {
  readonly size: Size;
  readonly metric: CurveMetric;
  readonly curves: readonly SeedCurve[];
  readonly roles: Readonly<Record<string, CastRole>>;
  readonly marks: readonly Mark[];
  readonly steps: number;
  readonly severalSeeds: boolean;
  readonly logarithmic: boolean;
  /** Pointer or keyboard has been at one of the charts: values at the cursor are shown. */
  readonly explored: boolean;
  /** The chart has the keyboard's focus: values at the cursor are read aloud. */
  readonly spoken: boolean;
}

/** After the empty chart: scales, axes, lines, and what is written at them. */
const PARTS = 4;

/** Room for the words at the left, below, and at the lines' ends, px. */
const MARGIN = { top: 12, right: 84, bottom: 26, left: 44 };

/**
 * One metric over the steps: lines with names at their ends, a cursor shared by all charts, marks of turned knobs.
 * It is drawn while trainings have the cores to themselves, so nothing in it is measured or animated, and what has not
 * changed keeps its identity from one drawing to the next.
 */
export const CurveChart = memo(function CurveChart(props: CurveChartProps) {
  const { size, metric, curves, roles, marks, steps, severalSeeds, logarithmic, explored, spoken } = props;
  const { t } = useTranslation();
  const formats = useFormats();
  const parts = usePartsInTurn(curves.length > 0 ? PARTS : 0);
  const rows = useMemo(() => curveRows(curves), [curves]);
  const axis = useMemo(() => valueAxis(metric, curves, logarithmic), [metric, curves, logarithmic]);
  const turns = useMemo(() => distinctMarks(marks), [marks]);
  const show = (value: number) => formatMetric(metric, value, formats);
  const series = curves.map(({ trainingId, points, stoppedEarly }) => {
    const last = points.at(-1);
    return { trainingId, role: roles[trainingId] ?? 'alone', last, stoppedEarly };
  });
  const ends = series.flatMap(({ trainingId: id, role, last }) =>
    last ? [{ id, role, name: t(`cast.${role}`), value: last.value, shown: show(last.value) }] : [],
  );
  const notes = series.flatMap(({ trainingId: id, role, last, stoppedEarly }) =>
    stoppedEarly && last ? [{ id, ...last, colour: looks[role].colour, words: t('charts.stoppedEarly') }] : [],
  );
  const stepsShown = stepTicks(steps, size.width - MARGIN.left - MARGIN.right, formats.count);
  const [low, high] = axis.domain;
  const most = isErrorRate(metric) ? high : Infinity;
  return (
    <ComposedChart
      width={size.width}
      height={size.height}
      {...(explored && { data: rows })}
      margin={MARGIN}
      syncId="curves"
      syncMethod="value"
    >
      {parts > 0 && <Scales steps={steps} low={low} high={high} scale={axis.scale} />}
      {parts > 1 && (
        <Axes
          steps={stepsShown.map((value) => ({ value, words: formats.count(value) }))}
          values={axis.ticks.map((value) => ({
            value,
            words: isLoss(metric) ? formats.short(value) : formats.percent(value),
          }))}
        />
      )}
      {parts > 2 && (
        <>
          <MarkLines steps={turns.map(({ step }) => step)} />
          <CurveSeries curves={curves} roles={roles} banded={severalSeeds} most={most} />
        </>
      )}
      {parts > 3 && (
        <>
          <MarkLabels
            marks={turns.map((mark) => ({ key: mark.key, step: mark.step, words: knobWords(mark, t, formats) }))}
          />
          <LineNotes notes={notes} />
          <AxisName>{t('charts.steps')}</AxisName>
          <EndLabels labels={ends} />
        </>
      )}
      {explored &&
        series.map(({ trainingId, role }) => (
          <CursorLine key={trainingId} trainingId={trainingId} role={role} most={most} />
        ))}
      {explored && (
        <Tooltip
          isAnimationActive={false}
          cursor={{ stroke: 'var(--outline)', strokeDasharray: '3 3' }}
          content={({ active, label }) => (
            <CursorValues
              row={active ? rows.find(({ step }) => step === Number(label)) : undefined}
              roles={roles}
              show={show}
              spoken={spoken}
            />
          )}
        />
      )}
    </ComposedChart>
  );
});

interface ScalesProps {
  readonly steps: number;
  readonly low: number;
  readonly high: number;
  readonly scale: ValueAxis['scale'];
}

/**
 * The chart's two scales; what is seen of them are {@link Axes}. They ask no line how far they reach: so they are there
 * without one, and a loss of 0, which has no logarithm, lies below the scale.
 */
const Scales = memo(function Scales({ steps, low, high, scale }: ScalesProps) {
  const stepDomain = useMemo(() => [0, steps] as const, [steps]);
  const valueDomain = useMemo(() => [low, high] as const, [low, high]);
  return (
    <>
      {/* Ticks are ours: looking for nice ones, with numbers of any precision, takes a chart longer than its lines. */}
      <XAxis hide dataKey="step" type="number" domain={stepDomain} niceTicks="none" allowDataOverflow />
      <YAxis hide type="number" domain={valueDomain} scale={scale} niceTicks="none" allowDataOverflow />
    </>
  );
});
