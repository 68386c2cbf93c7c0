import type { Training } from '../config/experiment.ts';
import { invalid } from '../config/invalid.ts';

/** The three trainings that a verdict is about, by id. */
export interface Comparison {
  readonly teacher: string;
  readonly alone: string;
  readonly distilled: string;
}

/**
 * The first teacher, and of the students that teach nobody the first without a teacher and the first that has one.
 * @throws StudioError `experiment/invalid` when one of them is missing
 */
export function comparisonOf(trainings: readonly Training[]): Comparison {
  const teaching = new Set(trainings.flatMap(({ teachers }) => teachers));
  const students = trainings.filter(({ id, role }) => role === 'student' && !teaching.has(id));
  const idOf = (wanted: keyof Comparison, found: Training | undefined): string => {
    if (!found) throw invalid('trainings', 'nothing-to-compare', { wanted });
    return found.id;
  };
  return {
    teacher: idOf(
      'teacher',
      trainings.find(({ role }) => role === 'teacher'),
    ),
    alone: idOf(
      'alone',
      students.find(({ teachers }) => teachers.length === 0),
    ),
    distilled: idOf(
      'distilled',
      students.find(({ teachers }) => teachers.length > 0),
    ),
  };
}
