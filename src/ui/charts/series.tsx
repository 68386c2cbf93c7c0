import type { CastRole } from '../../state/cast.ts';

/** How a part is drawn wherever it appears: told apart by colour, by dash and by marker. */
export interface SeriesLook {
  readonly colour: string;
  /** SVG dash array; empty: solid. */
  readonly dash: string;
  readonly width: number;
  readonly marker: 'square' | 'triangle' | 'circle';
}

export const looks: Readonly<Record<CastRole, SeriesLook>> = {
  teacher: { colour: 'var(--teacher)', dash: '8 3', width: 2, marker: 'square' },
  alone: { colour: 'var(--alone)', dash: '2 3', width: 2, marker: 'triangle' },
  distilled: { colour: 'var(--distilled)', dash: '', width: 2.5, marker: 'circle' },
};

const paths: Readonly<Record<SeriesLook['marker'], string>> = {
  square: 'M-4-4h8v8h-8z',
  triangle: 'M0-5 5 4H-5z',
  circle: 'M-4.500 0a4.500 4.500 0 1 0 9 0a4.500 4.500 0 1 0-9 0z',
};

/** The marker alone, inside an SVG. */
export function Marker({ role, x, y }: { readonly role: CastRole; readonly x: number; readonly y: number }) {
  return <path d={paths[looks[role].marker]} transform={`translate(${x} ${y})`} fill={looks[role].colour} />;
}

/** Line and marker beside a name, in tables and tooltips. */
export function Swatch({ role }: { readonly role: CastRole }) {
  const look = looks[role];
  return (
    <svg className="swatch" viewBox="0 0 24 12" aria-hidden="true">
      <path d="M0 6h24" stroke={look.colour} strokeWidth={look.width} strokeDasharray={look.dash} />
      <Marker role={role} x={12} y={6} />
    </svg>
  );
}
