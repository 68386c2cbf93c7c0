import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import type { CastRole } from '../../state/cast.ts';
import { curveRows, distinctMarks } from '../../state/curve-rows.ts';
import type { CurveRow, SeedCurve } from '../../state/curve-rows.ts';
import type { CurveMetric, Mark } from '../../state/run-view.ts';
import { useFormats } from '../i18n/format.ts';
import { AxisName } from './axis-name.tsx';
import { CursorValues } from './cursor-values.tsx';
import { EndLabels } from './end-labels.tsx';
import { knobWords } from './knob-words.ts';
import { LineNotes } from './line-notes.tsx';
import { MarkLabels } from './mark-labels.tsx';
import { formatMetric, isLoss } from './metric-format.ts';
import { looks } from './series.tsx';

export interface CurveChartProps {
  readonly metric: CurveMetric;
  readonly curves: readonly SeedCurve[];
  readonly roles: Readonly<Record<string, CastRole>>;
  readonly marks: readonly Mark[];
  readonly steps: number;
  readonly severalSeeds: boolean;
  readonly logarithmic: boolean;
  /** The chart has the keyboard's focus: values at the cursor are read aloud. */
  readonly spoken: boolean;
}

/** Until the frame has been measured. */
const UNMEASURED = { width: 480, height: 200 };

/** One metric over the steps: lines with names at their ends, a cursor shared by all charts, marks of turned knobs. */
export default function CurveChart(props: CurveChartProps) {
  const { metric, curves, roles, marks, steps, severalSeeds, logarithmic, spoken } = props;
  const { t } = useTranslation();
  const formats = useFormats();
  const rows = useMemo(() => curveRows(curves), [curves]);
  const turns = distinctMarks(marks);
  const show = (value: number) => formatMetric(metric, value, formats);
  const ends = curves.flatMap(({ trainingId, points }) => {
    const role = roles[trainingId];
    const last = points.at(-1);
    return role && last
      ? [{ id: trainingId, role, name: t(`cast.${role}`), value: last.value, shown: show(last.value) }]
      : [];
  });
  const notes = curves.flatMap(({ trainingId, stoppedEarly, points }) => {
    const last = points.at(-1);
    const { colour } = looks[roles[trainingId] ?? 'alone'];
    return stoppedEarly && last ? [{ id: trainingId, ...last, colour, words: t('charts.stoppedEarly') }] : [];
  });
  return (
    <ResponsiveContainer width="100%" height="100%" debounce={100} initialDimension={UNMEASURED}>
      <ComposedChart data={rows} margin={{ top: 12, right: 84, bottom: 2, left: 0 }} syncId="curves" syncMethod="value">
        <CartesianGrid vertical={false} stroke="var(--line)" strokeDasharray="1 3" />
        <XAxis
          dataKey="step"
          type="number"
          domain={[0, steps]}
          tickFormatter={formats.count}
          tickMargin={4}
          height={24}
          minTickGap={32}
          stroke="var(--outline)"
        />
        <YAxis
          width={44}
          stroke="none"
          domain={isLoss(metric) ? (logarithmic ? ['auto', 'auto'] : [0, 'auto']) : [0, 100]}
          scale={isLoss(metric) && logarithmic ? 'log' : 'linear'}
          {...(isLoss(metric) ? {} : { ticks: [0, 25, 50, 75, 100] })}
          tickFormatter={(value: number) => (isLoss(metric) ? formats.short(value) : formats.percent(value))}
        />
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
        {turns.map((mark) => (
          <ReferenceLine
            key={`${mark.key} ${mark.step} ${mark.value}`}
            x={mark.step}
            stroke="var(--ink-3)"
            strokeDasharray="2 2"
          />
        ))}
        {severalSeeds &&
          curves.map(({ trainingId }) => (
            <Area
              key={`${trainingId} band`}
              dataKey={(row: CurveRow) => row.band[trainingId]}
              stroke="none"
              fill={looks[roles[trainingId] ?? 'alone'].colour}
              fillOpacity={0.16}
              isAnimationActive={false}
              connectNulls
              activeDot={false}
            />
          ))}
        {curves.map(({ trainingId, points }) => {
          const look = looks[roles[trainingId] ?? 'alone'];
          return (
            <Line
              key={trainingId}
              dataKey={(row: CurveRow) => row.mean[trainingId]}
              name={trainingId}
              type="linear"
              stroke={look.colour}
              strokeWidth={look.width}
              strokeDasharray={look.dash}
              dot={points.length === 1 ? { fill: look.colour, r: 3 } : false}
              activeDot={{ r: 4, fill: look.colour, stroke: 'var(--surface)' }}
              isAnimationActive={false}
              connectNulls
            />
          );
        })}
        <MarkLabels
          marks={turns.map((mark) => ({ key: mark.key, step: mark.step, words: knobWords(mark, t, formats) }))}
        />
        <LineNotes notes={notes} />
        <AxisName>{t('charts.steps')}</AxisName>
        <EndLabels labels={ends} />
      </ComposedChart>
    </ResponsiveContainer>
  );
}
