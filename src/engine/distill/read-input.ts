import { StudioError } from '../core/errors.ts';
import type { ParamValues } from '../core/param-spec.ts';
import type { Tensor } from '../tensor/index.ts';
import type { MethodInput, SequenceInput } from './method.ts';

/** @throws StudioError `experiment/invalid` for what is not a number */
export function numberOf(params: ParamValues, field: string): number {
  const value = params[field];
  if (typeof value !== 'number') throw new StudioError('experiment/invalid', { field, value: String(value) });
  return value;
}

/** The logits of the one teacher. @throws StudioError `experiment/invalid` without one */
export function teacherIn({ teacherLogits }: MethodInput): Tensor {
  const [teacher] = teacherLogits;
  if (!teacher) throw new StudioError('experiment/invalid', { field: 'teachers', value: 0 });
  return teacher;
}

/** @throws StudioError `experiment/invalid` where clips are no sequences */
export function sequenceIn({ sequence }: MethodInput): SequenceInput {
  if (!sequence) throw new StudioError('experiment/invalid', { field: 'task', value: 'words' });
  return sequence;
}

/** What the one teacher answers to each row, valid frames only, [T', K]. @throws StudioError `experiment/invalid` without one */
export function teacherRowsIn({ teacherRows }: MethodInput): readonly Float32Array[] {
  const [rows] = teacherRows;
  if (!rows) throw new StudioError('experiment/invalid', { field: 'teachers', value: 0 });
  return rows;
}
