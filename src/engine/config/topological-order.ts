import type { Training } from './experiment.ts';
import { invalid } from './invalid.ts';

/**
 * Trainings in an order in which every teacher comes before its students; otherwise as listed (Kahn's algorithm).
 * @throws StudioError `experiment/invalid` for a teacher that does not exist, or when trainings teach each other in a circle
 */
export function topologicalOrder(trainings: readonly Pick<Training, 'id' | 'teachers'>[]): string[] {
  const ids = new Set(trainings.map(({ id }) => id));
  for (const { id, teachers } of trainings)
    for (const teacher of teachers)
      if (!ids.has(teacher)) throw invalid(`trainings.${id}.teachers`, 'unknown-training', { value: teacher });

  const ordered = new Set<string>();
  while (ordered.size < trainings.length) {
    const ready = trainings.find(({ id, teachers }) => !ordered.has(id) && teachers.every((id) => ordered.has(id)));
    if (!ready) {
      const stuck = trainings.find(({ id }) => !ordered.has(id));
      throw invalid(`trainings.${stuck?.id ?? ''}.teachers`, 'cycle');
    }
    ordered.add(ready.id);
  }
  return [...ordered];
}
