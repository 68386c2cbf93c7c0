import { memo, useMemo } from 'react';
import { ComposedChart, Tooltip, XAxis, YAxis } from 'recharts';
import type { CastRole } from '../../state/cast.ts';
import { curveRows } from '../../state/curve-rows.ts';
import type { SeedCurve } from '../../state/curve-rows.ts';
import type { Size } from '../shell/use-size.ts';
import { CursorLine } from './cursor-line.tsx';
import { CursorValues } from './cursor-values.tsx';
import type { AxisScale, Margin } from './plot.tsx';

export interface CurveCursorProps {
  readonly size: Size;
  readonly margin: Margin;
  readonly x: AxisScale;
  readonly y: AxisScale;
  readonly curves: readonly SeedCurve[];
  readonly roles: Readonly<Record<string, CastRole>>;
  /** What is beyond it is found at it. */
  readonly most: number;
  readonly show: (value: number) => string;
  /** Read aloud where it stands. */
  readonly spoken: boolean;
}

/** A cursor over a plot, moved by pointer or keys, at the same step in all charts: the values there, a dot on each line. */
export function CurveCursor({ size, margin, x, y, curves, roles, most, show, spoken }: CurveCursorProps) {
  const rows = useMemo(() => curveRows(curves), [curves]);
  return (
    <ComposedChart
      width={size.width}
      height={size.height}
      data={rows}
      margin={margin}
      syncId="curves"
      syncMethod="value"
    >
      <Scales x={x} y={y} />
      {curves.map(({ trainingId }) => (
        <CursorLine key={trainingId} trainingId={trainingId} role={roles[trainingId] ?? 'alone'} most={most} />
      ))}
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
    </ComposedChart>
  );
}

/** The plot's scales once more, nothing of them seen. */
const Scales = memo(function Scales({ x, y }: Pick<CurveCursorProps, 'x' | 'y'>) {
  // Looking for nice ticks, with numbers of any precision, takes long.
  return (
    <>
      <XAxis hide dataKey="step" type="number" {...x} niceTicks="none" allowDataOverflow />
      <YAxis hide type="number" {...y} niceTicks="none" allowDataOverflow />
    </>
  );
});
