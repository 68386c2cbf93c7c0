import { StudioError } from '../../core/errors.ts';
import type { ParamValues } from '../../core/param-spec.ts';
import { hardTerm } from '../hard-term.ts';
import type { LossTerm, MethodInput } from '../method.ts';
import { softTerm } from '../soft-term.ts';

function numberOf(params: ParamValues, field: string): number {
  const value = params[field];
  if (typeof value !== 'number') throw new StudioError('experiment/invalid', { field, value: String(value) });
  return value;
}

/** @throws StudioError `experiment/invalid` without a teacher or with a parameter that is not a number. */
export function terms(input: MethodInput): Record<string, LossTerm> {
  const teacher = input.teacherLogits[0];
  if (!teacher) throw new StudioError('experiment/invalid', { field: 'teachers', value: 0 });
  const alpha = numberOf(input.params, 'alpha');
  return {
    hard: { value: hardTerm(input), weight: 1 - alpha },
    soft: { value: softTerm(input, teacher, numberOf(input.params, 'temperature')), weight: alpha },
  };
}
