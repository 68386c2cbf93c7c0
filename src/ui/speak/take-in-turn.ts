/**
 * So many of a list, further on each time, far from one another: neighbours are of one voice. All come before one comes again.
 * @param taken how many were taken before
 * @param step about how far apart they lie in the list
 */
export function takeInTurn<T>(all: readonly T[], taken: number, count: number, step: number): readonly T[] {
  if (all.length === 0) return [];
  let apart = step;
  while (commonDivisor(apart, all.length) > 1) apart++;
  return Array.from({ length: Math.min(count, all.length) }, (_, i) => all[((taken + i) * apart) % all.length]!);
}

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b);
}
