import { blankWeights, type BlankTreatment } from '../blank-weights.ts';
import { frameTerm } from '../frame-term.ts';
import type { LossTerm, MethodInput } from '../method.ts';
import { numberOf, sequenceIn, teacherIn } from '../read-input.ts';

/** @throws StudioError `experiment/invalid` without a teacher, for clips, or with a parameter that is not as it should be. */
export function terms(input: MethodInput): Record<string, LossTerm> {
  const teacher = teacherIn(input);
  const { mask, blank } = sequenceIn(input);
  const { params } = input;
  const alpha = numberOf(params, 'alpha');
  const weights = blankWeights(teacher, mask, blank, treatmentOf(input));
  return {
    hard: { value: input.labelLoss(), weight: 1 - alpha },
    soft: {
      value: frameTerm(input.studentLogits, teacher, mask, weights, numberOf(params, 'temperature')),
      weight: alpha,
    },
  };
}

function treatmentOf({ params }: MethodInput): BlankTreatment {
  switch (params['blank']) {
    case 'not-blank':
      return { kind: 'not-blank' };
    case 'less-blank':
      return { kind: 'less-blank' };
    case 'window':
      return { kind: 'window', reach: numberOf(params, 'reach') };
    default:
      return { kind: 'every' };
  }
}
