import type { CastRole } from '../../state/cast.ts';
import { apart } from './apart.ts';
import { usePlot } from './plot.tsx';
import { looks, Marker } from './series.tsx';

export interface EndLabel {
  readonly id: string;
  readonly role: CastRole;
  readonly name: string;
  readonly value: number;
  readonly shown: string;
}

const LINE_PX = 28;

/** Names and last values at the lines' ends, moved apart where they would cover each other. */
export function EndLabels({ labels }: { readonly labels: readonly EndLabel[] }) {
  const { area, yOf } = usePlot();
  const placed = labels
    .map((label) => ({ label, y: yOf(label.value) }))
    .filter(({ y }) => Number.isFinite(y))
    .sort((a, b) => a.y - b.y);
  const ys = apart(
    placed.map(({ y }) => y),
    LINE_PX,
    area.top + LINE_PX / 2 - 4,
    area.bottom - LINE_PX / 2 + 8,
  );
  return (
    <g className="end-labels">
      {placed.map(({ label }, index) => {
        const x = area.right + 8;
        const y = ys[index] ?? 0;
        return (
          <g key={label.id} fill={looks[label.role].colour}>
            <Marker role={label.role} x={x + 3} y={y - 5} />
            <text x={x + 12} y={y - 1}>
              {label.name}
            </text>
            <text x={x + 12} y={y + 12} className="end-label-value">
              {label.shown}
            </text>
          </g>
        );
      })}
    </g>
  );
}
