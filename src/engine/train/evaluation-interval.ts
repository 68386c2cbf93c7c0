/** Curves have about this many points a run. */
const EVALUATIONS = 20;

/** Steps from one evaluation to the next; the same for all trainings of equal length. */
export function evaluationInterval(steps: number): number {
  return Math.max(1, Math.ceil(steps / EVALUATIONS));
}
