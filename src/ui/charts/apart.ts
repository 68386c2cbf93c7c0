/**
 * Moves ascending positions apart by at least `gap`, as little as possible, within bounds where there is room.
 */
export function apart(positions: readonly number[], gap: number, low: number, high: number): number[] {
  const moved: number[] = [];
  for (const position of positions) moved.push(Math.max(position, (moved.at(-1) ?? -Infinity) + gap, low));
  for (let i = moved.length - 1, limit = high; i >= 0; i--) {
    moved[i] = Math.min(moved[i] ?? limit, limit);
    limit = (moved[i] ?? limit) - gap;
  }
  return moved;
}
