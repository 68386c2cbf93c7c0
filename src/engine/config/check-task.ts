import type { Catalogs } from './catalogs.ts';
import type { TaskId, Training } from './experiment.ts';
import { invalid } from './invalid.ts';

/**
 * Whether all families and methods can learn this.
 * @throws StudioError `experiment/invalid` with the field to change
 */
export function checkTask(task: TaskId, trainings: readonly Training[], { models, methods }: Catalogs): void {
  for (const { id, family, method } of trainings) {
    if (!models.get(family).tasks.includes(task))
      throw invalid(`trainings.${id}.family`, 'family-not-for-task', { value: family, task });
    if (!methods.get(method.id).tasks.includes(task))
      throw invalid(`trainings.${id}.method.id`, 'method-not-for-task', { value: method.id, task });
  }
}
