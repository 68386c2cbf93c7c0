import type { Point } from './run-view.ts';

/**
 * Thins a curve to at most `most` points and keeps its shape: of each stretch its lowest and highest point, in order
 * of step; first and last point always.
 * @param most at least 4
 */
export function thin(points: readonly Point[], most: number): readonly Point[] {
  const first = points[0];
  const last = points.at(-1);
  if (points.length <= most || !first || !last) return points;
  const stretches = Math.floor((most - 2) / 2);
  const inner = points.slice(1, -1);
  const kept: Point[] = [first];
  for (let i = 0; i < stretches; i++) {
    const stretch = inner.slice(
      Math.floor((i * inner.length) / stretches),
      Math.floor(((i + 1) * inner.length) / stretches),
    );
    const low = stretch.reduce((a, b) => (b.value < a.value ? b : a));
    const high = stretch.reduce((a, b) => (b.value > a.value ? b : a));
    if (low === high) kept.push(low);
    else kept.push(...(low.step < high.step ? [low, high] : [high, low]));
  }
  kept.push(last);
  return kept;
}
