import type { Catalogs } from './catalogs.ts';
import type { Experiment } from './experiment.ts';
import type { Json } from './json.ts';
import { patchFromPaths } from './paths.ts';
import { patchExperiment } from './resolve.ts';

/**
 * Changes values by their paths, all at once: what must stay equal (both students' width) is changed together.
 * A new family or method starts from its own defaults. The result is checked.
 * @throws StudioError `experiment/invalid`; the experiment given is left as it is
 */
export function editExperiment(
  experiment: Experiment,
  changes: Readonly<Record<string, Json>>,
  catalogs: Catalogs,
): Experiment {
  const { patch, trainingIds } = patchFromPaths(Object.entries(changes));
  return patchExperiment(experiment, patch, catalogs, trainingIds);
}
