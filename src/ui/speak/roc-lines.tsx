import type { PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { RocPoint } from '../../engine/live/roc.ts';
import type { CastRole } from '../../state/cast.ts';
import { LinePath } from '../charts/line-path.tsx';
import { usePlot } from '../charts/plot.tsx';
import { looks, Marker } from '../charts/series.tsx';
import { nearest } from './roc-scale.ts';

export interface RocLine {
  readonly id: string;
  readonly role: CastRole;
  /** By ascending threshold. */
  readonly points: readonly RocPoint[];
}

export interface RocLinesProps {
  readonly lines: readonly RocLine[];
  /** Indices of thresholds: the one in use, the one under the pointer, the default; -1: none. */
  readonly chosen: number;
  readonly pointed: number | null;
  readonly usual: number;
  readonly onPoint: (index: number | null) => void;
  readonly onTake: (index: number) => void;
}

/** The lines, a ring where the default threshold stands on each, a marker where the one in use does. */
export function RocLines({ lines, chosen, pointed, usual, onPoint, onTake }: RocLinesProps) {
  const { t } = useTranslation();
  const { area, xOf, yOf } = usePlot();
  const { left, right, top, bottom } = area;
  const placed = lines.map(({ points, ...line }) => ({
    ...line,
    places: points.map(({ falseAlarmsPerHour, missShare }) => ({
      x: xOf(falseAlarmsPerHour),
      y: yOf(100 * missShare),
    })),
  }));
  const all = placed.flatMap(({ places }) => places);
  const indexAt = ({ currentTarget, clientX, clientY }: PointerEvent<SVGRectElement>) => {
    const box = currentTarget.getBoundingClientRect();
    const place = nearest(all, clientX - box.left + left, clientY - box.top + top);
    return place % (placed[0]?.places.length ?? 1);
  };
  const highest = placed.flatMap(({ places }) => places[usual] ?? []).sort((a, b) => a.y - b.y)[0];
  return (
    <>
      {placed.map(({ id, role, places }) => {
        const [end] = places;
        return (
          <g key={id}>
            {end && <path d={`M${end.x} ${end.y}H${right}`} stroke={looks[role].colour} strokeDasharray="1 4" />}
            <LinePath points={places} look={looks[role]} />
          </g>
        );
      })}
      {placed.map(({ id, role, places }) => (
        <g key={id}>
          {places[usual] && (
            <circle
              cx={places[usual].x}
              cy={places[usual].y}
              r={7}
              fill="var(--surface)"
              fillOpacity={0.6}
              stroke={looks[role].colour}
              strokeWidth={1.5}
            />
          )}
          {[...new Set([chosen, pointed])].map(
            (index) =>
              index !== null &&
              places[index] && <Marker key={index} role={role} x={places[index].x} y={places[index].y} />,
          )}
        </g>
      ))}
      <g className="mark-labels">
        {highest && (
          <text x={highest.x + 11} y={highest.y - 8}>
            {t('speak.roc.default')}
          </text>
        )}
      </g>
      <text x={(left + right) / 2} y={bottom + 34} textAnchor="middle">
        {t('speak.roc.alarms')}
      </text>
      <rect
        className="roc-pointer"
        x={left}
        y={top}
        width={right - left}
        height={bottom - top}
        fill="transparent"
        onPointerMove={(event) => onPoint(indexAt(event))}
        onPointerLeave={() => onPoint(null)}
        onPointerUp={(event) => onTake(indexAt(event))}
      />
    </>
  );
}
