import { checkSchema } from './check-schema.ts';
import type { Experiment } from './experiment.ts';
import { isObject, toJson } from './json.ts';
import { migrate } from './migrate.ts';

/**
 * A whole experiment that was kept, perhaps by an older Stillhouse.
 * @throws StudioError `experiment/invalid`, `experiment/newer-version`
 */
export function savedExperiment(saved: unknown): Experiment {
  const json = toJson(saved);
  return checkSchema(isObject(json) ? migrate(json) : json);
}
