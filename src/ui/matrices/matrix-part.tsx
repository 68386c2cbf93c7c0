import { useMemo } from 'react';
import { useInTurn } from '../shell/draw-turns.ts';
import { MatrixRow } from './matrix-row.tsx';

export interface MatrixPartProps {
  readonly classes: readonly string[];
  /** [K*K] counts, row = true class. */
  readonly counts: readonly number[];
  /** Of its rows. */
  readonly first: number;
  /** The row after its last. */
  readonly end: number;
}

/** A few rows of a matrix, drawn in a turn of their own: a whole one at once would be a long task. */
export function MatrixPart({ classes, counts, first, end }: MatrixPartProps) {
  const own = useMemo(() => ({ classes, first, end, counts }), [classes, first, end, counts]);
  const drawn = useInTurn(own);
  if (!drawn) return null;
  const columns = drawn.classes.length;
  return drawn.classes.slice(drawn.first, drawn.end).map((name, index) => {
    const row = drawn.first + index;
    return (
      <MatrixRow key={name} name={name} own={row} cells={drawn.counts.slice(row * columns, (row + 1) * columns)} />
    );
  });
}
