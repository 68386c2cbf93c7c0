import type { FusedOps } from '../../../tensor/ops/contract.ts';
import { float } from '../machine.ts';
import { lossOfRows } from './loss.ts';

/** See {@link FusedOps.distillKl}. */
export const distillKl: FusedOps['distillKl'] = (student, teacher, temperature, weights) =>
  lossOfRows('distillKl', student, teacher, weights, [float(temperature)]);
