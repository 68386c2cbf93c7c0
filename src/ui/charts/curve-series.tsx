import type { CastRole } from '../../state/cast.ts';
import type { SeedCurve } from '../../state/curve-rows.ts';
import { LinePath, pathThrough } from './line-path.tsx';
import { usePlot } from './plot.tsx';
import { looks } from './series.tsx';

export interface CurveSeriesProps {
  readonly curves: readonly SeedCurve[];
  readonly roles: Readonly<Record<string, CastRole>>;
  /** With a band from the lowest to the highest seed. */
  readonly banded: boolean;
  /** What is beyond it is drawn at it: the top of a scale that values can leave. */
  readonly most: number;
}

const BAND_OPACITY = 0.16;
const DOT_PX = 3;

/** The trainings' lines, a dot where there is but one point. */
export function CurveSeries({ curves, roles, banded, most }: CurveSeriesProps) {
  const { xOf, yOf } = usePlot();
  const place = (step: number, value: number) => ({ x: xOf(step), y: yOf(Math.min(most, value)) });
  const lookOf = (trainingId: string) => looks[roles[trainingId] ?? 'alone'];
  return (
    <>
      {banded &&
        curves.map(({ trainingId, points }) => {
          const highs = points.map(({ step, high }) => place(step, high));
          const lows = points.toReversed().map(({ step, low }) => place(step, low));
          return (
            <path
              key={trainingId}
              d={pathThrough([...highs, ...lows])}
              fill={lookOf(trainingId).colour}
              fillOpacity={BAND_OPACITY}
            />
          );
        })}
      {curves.map(({ trainingId, points }) => {
        const places = points.map(({ step, value }) => place(step, value));
        const [first] = places;
        if (places.length > 1 || !first) return <LinePath key={trainingId} points={places} look={lookOf(trainingId)} />;
        const { colour } = lookOf(trainingId);
        return (
          Number.isFinite(first.y) && <circle key={trainingId} cx={first.x} cy={first.y} r={DOT_PX} fill={colour} />
        );
      })}
    </>
  );
}
