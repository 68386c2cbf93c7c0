import type { SeriesLook } from './series.tsx';
import { tenth } from './tenth.ts';

/** In the chart's pixels. */
export interface Place {
  readonly x: number;
  /** Not finite: nowhere. */
  readonly y: number;
}

export interface LinePathProps {
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
  const placed = points.filter(({ y }) => Number.isFinite(y));
  return placed.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${tenth(x)} ${tenth(y)}`).join('');
}
