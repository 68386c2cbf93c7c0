import { div, fill, fusedOps, reshape, sum, type Scalar, type Tensor } from '../tensor/index.ts';
import type { MethodInput } from './method.ts';

/**
 * T^2 KL from a teacher's softened answers to the student's, mean over all clips of the batch, over all valid frames
 * where the logits have a time axis.
 */
export function softTerm({ studentLogits, mask }: MethodInput, teacherLogits: Tensor, temperature: number): Scalar {
  const classes = studentLogits.shape[studentLogits.rank - 1] ?? 1;
  const student = reshape(studentLogits, [-1, classes]);
  const teacher = reshape(teacherLogits, [-1, classes]);
  const rows = student.shape[0] ?? 1;
  const weights = mask ? reshape(div(mask, sum(mask)), [-1]) : fill([rows], 1 / rows);
  return fusedOps().distillKl(student, teacher, temperature, weights);
}
