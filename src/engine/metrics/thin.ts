/**
 * At most `limit` points of a series for a chart: the first, the last, and the lowest and the highest of each of equal
 * stretches between them, so that no peak is lost. A series that is short enough is given back as it is.
 * @param limit at least 4
 */
export function thin<T extends { readonly value: number }>(points: readonly T[], limit = 120): readonly T[] {
  const first = points[0];
  const last = points.at(-1);
  if (points.length <= limit || first === undefined || last === undefined) return points;
  const inner = points.slice(1, -1);
  const stretches = Math.floor((limit - 2) / 2);
  const kept: T[] = [first];
  for (let s = 0; s < stretches; s++) {
    const stretch = inner.slice(
      Math.floor((s * inner.length) / stretches),
      Math.floor(((s + 1) * inner.length) / stretches),
    );
    const low = extreme(stretch, (a, b) => a < b);
    const high = extreme(stretch, (a, b) => a > b);
    kept.push(...stretch.filter((_, i) => i === low || i === high));
  }
  return [...kept, last];
}

function extreme(points: readonly { readonly value: number }[], beats: (a: number, b: number) => boolean): number {
  return points.reduce((best, { value }, i) => (beats(value, points[best]!.value) ? i : best), 0);
}
