import type { LossTerm, MethodInput } from '../method.ts';
import { numberOf, teacherIn } from '../read-input.ts';
import { softTerm } from '../soft-term.ts';

/** @throws StudioError `experiment/invalid` without a teacher or with a parameter that is not a number. */
export function terms(input: MethodInput): Record<string, LossTerm> {
  const teacher = teacherIn(input);
  const alpha = numberOf(input.params, 'alpha');
  return {
    hard: { value: input.labelLoss(), weight: 1 - alpha },
    soft: { value: softTerm(input, teacher, numberOf(input.params, 'temperature')), weight: alpha },
  };
}
