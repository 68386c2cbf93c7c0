import { memo, useCallback } from 'react';
import { Area, Line } from 'recharts';
import type { CastRole } from '../../state/cast.ts';
import type { CurveRow } from '../../state/curve-rows.ts';
import { LinePath } from './line-path.tsx';
import type { LinePathProps } from './line-path.tsx';
import { looks } from './series.tsx';

export interface CurveSeriesProps {
  readonly trainingId: string;
  readonly role: CastRole;
  /** What is beyond it is drawn at it: the top of a scale that values can leave. */
  readonly most?: number | undefined;
}

/**
 * The chart's own layer: drawn in the order of the children. Any other is a portal, which takes a chart two more passes
 * to draw.
 */
export const IN_ORDER = 0;

/** A training's line. Drawn anew when its points change, not with every chart around it. */
export const CurveLine = memo(function CurveLine({
  trainingId,
  role,
  most = Infinity,
  lone,
  explored,
}: CurveSeriesProps & {
  /** There is but one point: a dot. */
  readonly lone: boolean;
  /** It has a dot at the cursor. */
  readonly explored: boolean;
}) {
  const look = looks[role];
  const valueOf = useCallback((row: CurveRow) => upTo(most, row.mean[trainingId]), [trainingId, most]);
  const shape = useCallback(({ points }: Pick<LinePathProps, 'points'>) => LinePath({ points, look }), [look]);
  return (
    <Line
      dataKey={valueOf}
      name={trainingId}
      type="linear"
      stroke={look.colour}
      shape={shape}
      dot={lone ? { fill: look.colour, r: 3 } : false}
      activeDot={explored && { r: 4, fill: look.colour, stroke: 'var(--surface)' }}
      isAnimationActive={false}
      legendType="none"
      zIndex={IN_ORDER}
      connectNulls
    />
  );
});

/** From the lowest to the highest seed. */
export const CurveBand = memo(function CurveBand({ trainingId, role, most = Infinity }: CurveSeriesProps) {
  const bandOf = useCallback(
    (row: CurveRow) => row.band[trainingId]?.map((value) => upTo(most, value)),
    [trainingId, most],
  );
  return (
    <Area
      dataKey={bandOf}
      stroke="none"
      fill={looks[role].colour}
      fillOpacity={0.16}
      isAnimationActive={false}
      legendType="none"
      zIndex={IN_ORDER}
      connectNulls
      activeDot={false}
    />
  );
});

function upTo(most: number, value: number | undefined): number | undefined {
  return value === undefined ? undefined : Math.min(most, value);
}
