import { div, fusedOps, reshape, sum, type Scalar, type Tensor } from '../tensor/index.ts';
import type { MethodInput } from './method.ts';

/**
 * T^2 KL from a teacher's softened answers to the student's, mean over all clips of the batch, over all valid frames
 * where the logits have a time axis.
 */
export function softTerm(
  { studentLogits, sequence, rowShares }: MethodInput,
  teacherLogits: Tensor,
  temperature: number,
): Scalar {
  const student = inRows(studentLogits);
  const teacher = inRows(teacherLogits);
  const weights = sequence ? reshape(div(sequence.mask, sum(sequence.mask)), [-1]) : rowShares;
  return fusedOps().distillKl(student, teacher, temperature, weights);
}

/** [N, K] of [N, K] or [B, T', K]. */
function inRows(logits: Tensor): Tensor {
  return logits.rank === 2 ? logits : reshape(logits, [-1, logits.shape[logits.rank - 1] ?? 1]);
}
