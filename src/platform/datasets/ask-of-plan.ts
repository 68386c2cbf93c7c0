import { StudioError } from '../../engine/core/errors.ts';
import type { DatasetProvider } from '../../engine/data/dataset-provider.ts';
import type { Dataset } from '../../engine/data/dataset.ts';
import type { PlanRequest, ToldName } from '../../engine/experiment/run-planner.ts';

/**
 * What the provider answers of a plan, told of the dataset where it does not hold it.
 * @param ask one of the provider's answers; null where it does not hold the dataset
 */
export async function askOfPlan<T>(
  provider: DatasetProvider,
  { unlabelled, ...own }: Dataset,
  { experiment, memory }: Pick<PlanRequest, 'experiment' | 'memory'>,
  ask: (request: PlanRequest) => Promise<T | null>,
): Promise<T> {
  // Beside what it does not hear it would be another run.
  const asked = experiment.data.unlabelled === null ? undefined : unlabelled;
  const request = { dataset: nameOf(own), unlabelled: asked ? nameOf(asked) : null, experiment, memory };
  const answer = await ask(request);
  if (answer !== null) return answer;
  // The thread that held it has ended, or holds others.
  await provider.hold({ ...own, ...(asked && { unlabelled: asked }) });
  const again = await ask(request);
  if (again === null) throw new StudioError('internal', { dataset: own.id });
  return again;
}

function nameOf({ fingerprint, utterances }: Pick<Dataset, 'fingerprint' | 'utterances'>): ToldName {
  return { fingerprint, clips: utterances.length, first: utterances[0]?.id ?? '' };
}
