import type { SeriesLook } from './series.tsx';

interface Place {
  readonly x: number | null;
  readonly y: number | null;
}

export interface LinePathProps {
  /** In the chart's pixels; a point without a place is passed over. */
  readonly points?: readonly Place[] | undefined;
  readonly look: SeriesLook;
}

/** The line of a training, and nothing that would have to be measured: it is never animated. */
export function LinePath({ points = [], look }: LinePathProps) {
  return (
    <path
      d={pathThrough(points)}
      fill="none"
      stroke={look.colour}
      strokeWidth={look.width}
      strokeDasharray={look.dash}
    />
  );
}

/** SVG path data through all points that have a place. */
export function pathThrough(points: readonly Place[]): string {
  const places = points.filter(({ x, y }) => x !== null && y !== null && Number.isFinite(y));
  return places.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${tenth(x!)} ${tenth(y!)}`).join('');
}

function tenth(value: number): number {
  return Math.round(10 * value) / 10;
}
