import { logSoftmaxRow } from './log-softmax.ts';

/**
 * How far a student is from its teacher: T^2 KL(softmax(z_t / T) || softmax(z_s / T)), mean over the rows
 * (Hinton, Vinyals, Dean 2015, arXiv:1503.02531; T^2 keeps the gradient's size comparable across temperatures).
 * @param teacherLogits [N, K], N at least 1
 * @param studentLogits [N, K]
 * @returns NaN when a logit is no finite number
 */
export function distillationLoss(
  teacherLogits: Float32Array,
  studentLogits: Float32Array,
  classes: number,
  temperature: number,
): number {
  if (teacherLogits.length !== studentLogits.length)
    throw new RangeError('teacher and student must score the same clips');
  const rows = teacherLogits.length / classes;
  const teacher = new Float64Array(classes);
  const student = new Float64Array(classes);
  let sum = 0;
  for (let row = 0; row < rows; row++) {
    logSoftmaxRow(teacherLogits, row, temperature, teacher);
    logSoftmaxRow(studentLogits, row, temperature, student);
    for (let k = 0; k < classes; k++) sum += Math.exp(teacher[k]!) * (teacher[k]! - student[k]!);
  }
  return (temperature * temperature * sum) / rows;
}
