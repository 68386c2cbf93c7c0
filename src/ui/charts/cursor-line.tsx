import { memo, useCallback } from 'react';
import { Line } from 'recharts';
import type { CastRole } from '../../state/cast.ts';
import type { CurveRow } from '../../state/curve-rows.ts';
import { looks } from './series.tsx';

export interface CursorLineProps {
  readonly trainingId: string;
  readonly role: CastRole;
  /** What is beyond it is drawn at it: the top of a scale that values can leave. */
  readonly most: number;
}

/** The chart's own layer. Any other is a portal, which takes a chart two more passes to draw. */
const IN_ORDER = 0;

/** What a cursor finds of a training: the dot on its line, which is drawn without it. */
export const CursorLine = memo(function CursorLine({ trainingId, role, most }: CursorLineProps) {
  const { colour } = looks[role];
  const valueOf = useCallback(
    ({ mean: { [trainingId]: value } }: CurveRow) => (value === undefined ? undefined : Math.min(most, value)),
    [trainingId, most],
  );
  return (
    <Line
      dataKey={valueOf}
      name={trainingId}
      type="linear"
      stroke={colour}
      shape={nothing}
      dot={false}
      activeDot={{ r: 4, fill: colour, stroke: 'var(--surface)' }}
      isAnimationActive={false}
      legendType="none"
      zIndex={IN_ORDER}
    />
  );
});

function nothing() {
  return <></>;
}
