import { useXAxisScale, useYAxisScale } from 'recharts';
import type { CastRole } from '../../state/cast.ts';
import type { SeedCurve } from '../../state/curve-rows.ts';
import { LinePath, pathThrough } from './line-path.tsx';
import { BAND_OPACITY, looks } from './series.tsx';

export interface PlainSeriesProps {
  readonly curves: readonly SeedCurve[];
  readonly roles: Readonly<Record<string, CastRole>>;
  /** With a band from the lowest to the highest seed. */
  readonly banded: boolean;
}

/**
 * The lines of a chart that nobody points at. Those of the charts' library carry what a cursor needs, and take several
 * times as long to mount and to draw.
 */
export function PlainSeries({ curves, roles, banded }: PlainSeriesProps) {
  const xOf = useXAxisScale();
  const yOf = useYAxisScale();
  if (!xOf || !yOf) return null;
  const at = (step: number, value: number) => ({ x: xOf(step) ?? null, y: yOf(value) ?? null });
  return (
    <>
      {banded &&
        curves.map(({ trainingId, points }) => {
          const edge = [
            ...points.map(({ step, high }) => at(step, high)),
            ...points.toReversed().map(({ step, low }) => at(step, low)),
          ];
          return (
            <path
              key={trainingId}
              d={pathThrough(edge)}
              fill={looks[roles[trainingId] ?? 'alone'].colour}
              fillOpacity={BAND_OPACITY}
            />
          );
        })}
      {curves.map(({ trainingId, points }) => {
        const look = looks[roles[trainingId] ?? 'alone'];
        const places = points.map(({ step, value }) => at(step, value));
        const [first] = places;
        return places.length === 1 && first?.y != null && Number.isFinite(first.y) ? (
          <circle key={trainingId} cx={first.x ?? 0} cy={first.y} r={3} fill={look.colour} />
        ) : (
          <LinePath key={trainingId} points={places} look={look} />
        );
      })}
    </>
  );
}
