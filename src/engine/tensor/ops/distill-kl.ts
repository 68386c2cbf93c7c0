import { exp, logSoftmax, mul, reshape, sub, sum, type Scalar, type Tensor } from '@tensorflow/tfjs-core';
import { withGradient } from '../gradients.ts';
import type { FusedOps } from './contract.ts';

/** See {@link FusedOps.distillKl}. */
export const distillKl: FusedOps['distillKl'] = (student, teacher, temperature, weights) =>
  withGradient<Scalar>([student], (save) => {
    const logStudent = logSoftmax(mul(student, 1 / temperature));
    const logTeacher = logSoftmax(mul(teacher, 1 / temperature));
    const rows = reshape(weights, [-1, 1]);
    const probabilities = exp(logTeacher);
    save([logStudent, probabilities, rows]);
    return {
      value: mul(sum(mul(mul(probabilities, sub(logTeacher, logStudent)), rows)), temperature ** 2),
      gradient: (dy, saved) => {
        const [logStudent, probabilities, rows] = saved as [Tensor, Tensor, Tensor];
        return [mul(mul(mul(sub(exp(logStudent), probabilities), rows), dy), temperature)];
      },
    };
  });
