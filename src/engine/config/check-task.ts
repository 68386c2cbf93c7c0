import type { Catalogs } from './catalogs.ts';
import type { Experiment, TaskId } from './experiment.ts';
import { invalid } from './invalid.ts';

/** What moves sounds away from the times that a corpus tells. */
const movers = ['speed', 'shiftMs'] as const;

/**
 * Whether all families and methods can learn this, on recordings that are varied like that.
 * @throws StudioError `experiment/invalid` with the field to change
 */
export function checkTask(
  task: TaskId,
  { trainings, data }: Pick<Experiment, 'trainings' | 'data'>,
  { models, methods }: Catalogs,
): void {
  for (const { id, family, method } of trainings) {
    if (!models.get(family).tasks.includes(task))
      throw invalid(`trainings.${id}.family`, 'family-not-for-task', { value: family, task });
    if (!methods.get(method.id).tasks.includes(task))
      throw invalid(`trainings.${id}.method.id`, 'method-not-for-task', { value: method.id, task });
  }
  const mover = task === 'frames' ? movers.find((key) => data.augment[key] > 0) : undefined;
  if (mover) throw invalid(`data.augment.${mover}`, 'moves-phones', { value: data.augment[mover] });
}
