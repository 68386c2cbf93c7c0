import type { FusedOps } from '../../../tensor/ops/contract.ts';
import { lossOfRows, lossProgram } from './loss-of-rows.ts';

const program = lossProgram(
  'distillation by KL',
  `let studentTop = logitsTop(at);
    let studentLog = logitsLog(at, studentTop);
    let teacherTop = otherTop(at);
    let teacherLog = otherLog(at, teacherTop);
    for (var k = at; k < at + p.columns; k++) {
      let student = (logits[k] - studentTop) * p.inverse - studentLog;
      let teacher = (other[k] - teacherTop) * p.inverse - teacherLog;
      let probability = exp(teacher);
      loss += p.scale * p.scale * weight * probability * (teacher - student);
      gradient[k] = p.scale * weight * (exp(student) - probability);
    }`,
  ['logits', 'other'],
);

/** See {@link FusedOps.distillKl}. */
export const distillKl: FusedOps['distillKl'] = (student, teacher, temperature, weights) =>
  lossOfRows(program, student, teacher, weights, temperature);
