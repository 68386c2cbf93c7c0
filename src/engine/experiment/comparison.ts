import type { Training } from '../config/experiment.ts';
import { StudioError } from '../core/errors.ts';

/** The three trainings that a verdict is about, by id. */
export interface Comparison {
  readonly teacher: string;
  readonly alone: string;
  readonly distilled: string;
}

/**
 * The first teacher, the first student without one, the first student that has one.
 * @throws StudioError `experiment/invalid` when one of them is missing
 */
export function comparisonOf(trainings: readonly Training[]): Comparison {
  const find = (wanted: string, test: (training: Training) => boolean): string => {
    const found = trainings.find(test);
    if (!found) throw new StudioError('experiment/invalid', { field: 'trainings', value: `no ${wanted}` });
    return found.id;
  };
  return {
    teacher: find('teacher', ({ role }) => role === 'teacher'),
    alone: find('student without a teacher', ({ role, teachers }) => role === 'student' && teachers.length === 0),
    distilled: find('student with a teacher', ({ role, teachers }) => role === 'student' && teachers.length > 0),
  };
}
