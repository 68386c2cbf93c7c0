import type { Training } from './experiment.ts';

/**
 * Groups of trainings that may run side by side, in order: a training comes after all that teach it, and students
 * come after all teachers, so that those which are compared run at the same time and have a teacher to be measured
 * against. The graph has been checked to be acyclic.
 */
export function stagesOf(trainings: readonly Training[]): Training[][] {
  const byId = new Map(trainings.map((training) => [training.id, training]));
  const depths = new Map<string, number>();
  const depthOf = (training: Training): number => {
    const known = depths.get(training.id);
    if (known !== undefined) return known;
    const before = training.teachers.map((id) => byId.get(id)!);
    if (training.role === 'student') before.push(...trainings.filter(({ role }) => role === 'teacher'));
    const depth = before.length === 0 ? 0 : 1 + Math.max(...before.map(depthOf));
    depths.set(training.id, depth);
    return depth;
  };
  const stages: Training[][] = [];
  for (const training of trainings) (stages[depthOf(training)] ??= []).push(training);
  return stages.filter((stage) => stage.length > 0);
}

/** Threads that each of some trainings side by side may use. */
export function threadsEach(threads: number, sideBySide: number): number {
  return Math.max(1, Math.floor(threads / sideBySide));
}

/** The groups that run side by side, in order: a stage, or as many of it as there are threads. */
export function groupsOf(trainings: readonly Training[], threads: number): Training[][] {
  return stagesOf(trainings).flatMap((stage) =>
    Array.from({ length: Math.ceil(stage.length / threads) }, (_, group) =>
      stage.slice(group * threads, (group + 1) * threads),
    ),
  );
}

/**
 * Of the first stage that is not over, the trainings that are not; empty when all are.
 * @param finished by id
 */
export function openTrainings(trainings: readonly Training[], finished: Readonly<Record<string, unknown>>): Training[] {
  const open = stagesOf(trainings).map((stage) => stage.filter(({ id }) => !(id in finished)));
  return open.find((stage) => stage.length > 0) ?? [];
}
