export interface MarkLabel {
  /** Where the mark stands, px. */
  readonly x: number;
  readonly width: number;
}

export interface PlacedLabel {
  /** Left edge of the words, px; null: they would lie under a later mark's and are left out. */
  readonly left: number | null;
}

/** Between a mark and its words, and between the words of two marks. */
const GAP_PX = 4;

/**
 * Puts the words of marks to the right of them, or to the left where the plot ends; of two that would overlap the
 * later one stays.
 * @param labels by ascending x
 * @param right where the plot ends, px
 */
export function placeMarkLabels(labels: readonly MarkLabel[], right: number): readonly PlacedLabel[] {
  let free = Infinity;
  return labels
    .toReversed()
    .map(({ x, width }) => {
      const after = x + GAP_PX;
      const left = after + width <= right ? after : x - GAP_PX - width;
      if (left + width + GAP_PX > free) return { left: null };
      free = left;
      return { left };
    })
    .toReversed();
}
