import { memo } from 'react';
import type { CSSProperties } from 'react';

export interface MatrixRowProps {
  readonly name: string;
  /** The column of right answers. */
  readonly own: number;
  /** Counts by what was heard. */
  readonly cells: readonly number[];
}

/** What was made of one class; drawn anew only when one of its counts has changed. */
export const MatrixRow = memo(function MatrixRow({ name, own, cells }: MatrixRowProps) {
  const total = cells.reduce((sum, count) => sum + count, 0) || 1;
  return (
    <tr>
      <th scope="row">{name}</th>
      {cells.map((count, column) => (
        <td
          key={column}
          className={cellClass(count / total, column === own)}
          style={{ '--share': count / total } as CSSProperties}
        >
          {count > 0 && count}
        </td>
      ))}
    </tr>
  );
}, sameRow);

function sameRow(one: MatrixRowProps, other: MatrixRowProps): boolean {
  return (
    one.name === other.name &&
    one.own === other.own &&
    one.cells.length === other.cells.length &&
    one.cells.every((count, column) => count === other.cells[column])
  );
}

function cellClass(share: number, right: boolean): string {
  if (share === 0) return 'none';
  return `${right ? 'right' : 'wrong'}${share > 0.5 ? ' strong' : ''}`;
}
