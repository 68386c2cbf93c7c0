/** One comparison with a known value. */
export interface SuiteResult {
  readonly name: string;
  /** |got - known| / |known|, Euclidean norms; infinity where something is not a number. */
  readonly relativeError: number;
  readonly tolerance: number;
  readonly passed: boolean;
}

/** Largest relative error in float32: of values, and of gradients. */
export const tolerances = { value: 1e-5, gradient: 1e-4 } as const;

/** Relative error of a whole vector; absolute where the known one is all zero. */
export function relativeError(got: ArrayLike<number>, known: ArrayLike<number>): number {
  if (got.length !== known.length) return Infinity;
  let difference = 0;
  let norm = 0;
  for (let i = 0; i < known.length; i++) {
    difference += ((got[i] ?? NaN) - (known[i] ?? NaN)) ** 2;
    norm += (known[i] ?? NaN) ** 2;
  }
  const error = Math.sqrt(difference) / (norm === 0 ? 1 : Math.sqrt(norm));
  return Number.isFinite(error) ? error : Infinity;
}

export function checkAgainst(
  name: string,
  kind: keyof typeof tolerances,
  got: ArrayLike<number>,
  known: ArrayLike<number>,
): SuiteResult {
  const error = relativeError(got, known);
  const tolerance = tolerances[kind];
  return { name, relativeError: error, tolerance, passed: error <= tolerance };
}
