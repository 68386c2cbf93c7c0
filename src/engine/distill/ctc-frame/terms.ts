import { blankWeights, type BlankTreatment } from '../blank-weights.ts';
import { frameTerm } from '../frame-term.ts';
import type { LossTerm, MethodInput } from '../method.ts';
import { poolRows } from '../pool-rows.ts';
import { numberOf, sequenceIn, teacherIn, teacherRowsIn } from '../read-input.ts';
import { sequenceOf } from '../../train/sequence-of.ts';

/** @throws StudioError `experiment/invalid` without a teacher, for clips, or with a parameter that is not as it should be. */
export function terms(input: MethodInput): Record<string, LossTerm> {
  const { params } = input;
  const alpha = numberOf(params, 'alpha');
  const { student, teacher, mask, blank } = atOneRate(input);
  const weights = blankWeights(teacher, mask, blank, treatmentOf(input));
  return {
    hard: { value: input.labelLoss(), weight: 1 - alpha },
    soft: {
      value: frameTerm(student, teacher, mask, weights, numberOf(params, 'temperature')),
      weight: alpha,
    },
  };
}

/** Answers at the lower of the two rates. */
function atOneRate(input: MethodInput) {
  const { mask, lengths, blank, pooling = { teacher: 1, student: 1 } } = sequenceIn(input);
  const { studentLogits } = input;
  const teacher = teacherIn(input);
  if (pooling.student === 1 && pooling.teacher === 1) return { student: studentLogits, teacher, mask, blank };
  const classes = studentLogits.shape[2] ?? 1;
  const teacherLengths = Int32Array.from(teacherRowsIn(input), (row) => row.length / classes);
  return {
    student: poolRows(studentLogits, lengths, pooling.student, blank),
    teacher: poolRows(teacher, teacherLengths, pooling.teacher, blank),
    mask: pooling.student === 1 ? mask : sequenceOf(teacherLengths, teacher, blank).mask,
    blank,
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
