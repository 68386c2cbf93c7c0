import { memo, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { CastRole } from '../../state/cast.ts';
import { distinctMarks } from '../../state/curve-rows.ts';
import type { SeedCurve } from '../../state/curve-rows.ts';
import type { CurveMetric, Mark } from '../../state/run-view.ts';
import { useFormats } from '../i18n/format.ts';
import type { Size } from '../shell/use-size.ts';
import { Axes } from './axes.tsx';
import { AxisName } from './axis-name.tsx';
import { CurveCursor } from './curve-cursor.tsx';
import { CurveSeries } from './curve-series.tsx';
import { EndLabels } from './end-labels.tsx';
import { knobWords } from './knob-words.ts';
import { LineNotes } from './line-notes.tsx';
import { MarkLines } from './mark-lines.tsx';
import { MarkLabels } from './mark-labels.tsx';
import { formatMetric, isErrorRate, isLoss } from './metric-format.ts';
import { Plot } from './plot.tsx';
import type { AxisScale } from './plot.tsx';
import { looks } from './series.tsx';
import { stepTicks } from './step-ticks.ts';
import { valueAxis } from './value-axis.ts';

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
  const stepAxis = useMemo((): AxisScale => ({ scale: 'linear', domain: [0, steps] }), [steps]);
  const most = isErrorRate(metric) ? axis.domain[1] : Infinity;
  return (
    <>
      <Plot size={size} margin={MARGIN} x={stepAxis} y={axis}>
        <Axes
          steps={stepsShown.map((value) => ({ value, words: formats.count(value) }))}
          values={axis.ticks.map((value) => ({
            value,
            words: isLoss(metric) ? formats.short(value) : formats.percent(value),
          }))}
        />
        <AxisName>{t('charts.steps')}</AxisName>
        <MarkLines steps={turns.map(({ step }) => step)} />
        <CurveSeries curves={curves} roles={roles} banded={severalSeeds} most={most} />
        <MarkLabels
          marks={turns.map((mark) => ({ key: mark.key, step: mark.step, words: knobWords(mark, t, formats) }))}
        />
        <LineNotes notes={notes} />
        <EndLabels labels={ends} />
      </Plot>
      {explored && (
        <CurveCursor
          size={size}
          margin={MARGIN}
          x={stepAxis}
          y={axis}
          curves={curves}
          roles={roles}
          most={most}
          show={show}
          spoken={spoken}
        />
      )}
    </>
  );
});
