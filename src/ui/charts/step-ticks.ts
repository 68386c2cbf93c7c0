/** A little wider than a figure of the axis, px. */
const FIGURE_PX = 7;
const GAP_PX = 12;

/**
 * Quarters of the way from 0 to the last step; halves or the ends alone where the words would not fit side by side.
 * @param widthPx of the axis
 * @param show how a step is written
 */
export function stepTicks(steps: number, widthPx: number, show: (step: number) => string): readonly number[] {
  const room = show(steps).length * FIGURE_PX + GAP_PX;
  if (steps === 0) return [0];
  const parts = [4, 2].find((count) => steps % count === 0 && widthPx / count >= room) ?? 1;
  return Array.from({ length: parts + 1 }, (_, i) => (steps * i) / parts);
}
