import { usePlot } from './plot.tsx';

export interface LineNote {
  readonly id: string;
  readonly step: number;
  readonly value: number;
  readonly colour: string;
  readonly words: string;
}

/** Room that the words need beside the line's end, px. */
const BESIDE_PX = 90;

/** Words and a dot at the end of a line that ends before the others. */
export function LineNotes({ notes }: { readonly notes: readonly LineNote[] }) {
  const { area, xOf, yOf } = usePlot();
  return (
    <g className="line-notes">
      {notes.map(({ id, step, value, colour, words }) => {
        const [x, y] = [xOf(step), yOf(value)];
        if (!Number.isFinite(y)) return null;
        const beside = x + BESIDE_PX <= area.right;
        return (
          <g key={id}>
            <circle cx={x} cy={y} r={3} fill={colour} />
            <text x={beside ? x + 7 : x} y={beside ? y + 4 : y - 7} textAnchor={beside ? 'start' : 'end'}>
              {words}
            </text>
          </g>
        );
      })}
    </g>
  );
}
