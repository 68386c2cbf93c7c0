import type { Training } from '../engine/config/experiment.ts';

/** The three parts that trainings play; each keeps its colour, dash and marker everywhere. */
export const castRoles = ['teacher', 'alone', 'distilled'] as const;
export type CastRole = (typeof castRoles)[number];

export function roleOf(training: { readonly role: Training['role']; readonly teachers: readonly string[] }): CastRole {
  if (training.role === 'teacher') return 'teacher';
  return training.teachers.length === 0 ? 'alone' : 'distilled';
}

/** The trainings that the page compares: the first of each part. */
export type Cast = Readonly<Record<CastRole, Training | undefined>>;

export function castOf(trainings: readonly Training[]): Cast {
  const first = (role: CastRole) => trainings.find((training) => roleOf(training) === role);
  return { teacher: first('teacher'), alone: first('alone'), distilled: first('distilled') };
}
