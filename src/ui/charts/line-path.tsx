import type { SeriesLook } from './series.tsx';

/** In the chart's pixels. */
export interface Place {
  readonly x: number | undefined;
  readonly y: number | undefined;
}

export interface LinePathProps {
  /** A point without a place is passed over. */
  readonly points: readonly Place[];
  readonly look: SeriesLook;
}

/** The line of a training, and nothing that would have to be measured: it is never animated. */
export function LinePath({ points, look }: LinePathProps) {
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
  let path = '';
  for (const { x, y } of points) {
    if (x === undefined || y === undefined || !Number.isFinite(y)) continue;
    path += `${path === '' ? 'M' : 'L'}${tenth(x)} ${tenth(y)}`;
  }
  return path;
}

function tenth(value: number): number {
  return Math.round(10 * value) / 10;
}
