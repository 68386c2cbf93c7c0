export interface Confusion {
  /** True class. */
  readonly row: number;
  /** The class it was taken for. */
  readonly column: number;
  readonly count: number;
}

/** Wrong answers of a [K*K] matrix, the most frequent first. */
export function confusions(counts: readonly number[], classes: number): readonly Confusion[] {
  return counts
    .map((count, index) => ({ row: Math.floor(index / classes), column: index % classes, count }))
    .filter(({ row, column, count }) => row !== column && count > 0)
    .sort((a, b) => b.count - a.count);
}
