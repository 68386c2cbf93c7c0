import type { Experiment } from './experiment.ts';
import type { Json } from './json.ts';
import { valuesByPath } from './paths.ts';

/** A value that differs; `undefined` on the side that does not have it. */
export interface Difference {
  /** As in `valuesByPath`. */
  readonly path: string;
  readonly from: Json | undefined;
  readonly to: Json | undefined;
}

/** What `experiment` has other than `base`. */
export function differences(experiment: Experiment, base: Experiment): Difference[] {
  const from = valuesByPath(base);
  const to = valuesByPath(experiment);
  return [...new Set([...from.keys(), ...to.keys()])]
    .map((path) => ({ path, from: from.get(path), to: to.get(path) }))
    .filter((difference) => JSON.stringify(difference.from) !== JSON.stringify(difference.to));
}
