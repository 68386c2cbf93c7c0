import { StudioError } from '../core/errors.ts';

/** Why a field of an experiment was refused; the view has a sentence for each. */
export type InvalidReason =
  | 'missing'
  | 'unknown-key'
  | 'wrong-type'
  | 'out-of-range'
  | 'not-a-choice'
  | 'not-an-integer'
  | 'malformed'
  | 'too-long'
  | 'duplicate'
  | 'unknown-training'
  | 'unknown-plug-in'
  | 'cycle'
  | 'needs-teacher'
  | 'teacher-unused'
  | 'taught-by-student'
  | 'min-over-max'
  | 'over-steps'
  | 'hop-over-window'
  | 'more-than-mel-bands'
  | 'no-bins'
  | 'family-not-for-task'
  | 'method-not-for-task'
  | 'frame-rates-differ'
  | 'student-stops-early'
  | 'students-differ'
  | 'nothing-to-compare';

/**
 * The error for a field that was refused.
 * @param field dotted path, trainings by id: `trainings.teacher.model.width`
 * @param details `value`, `min`, `max`, ... for the sentence
 */
export function invalid(
  field: string,
  reason: InvalidReason,
  details: Readonly<Record<string, string | number>> = {},
): StudioError {
  return new StudioError('experiment/invalid', { field: clip(field), reason, ...details });
}

/** What is quoted back comes from outside: keep it short. */
function clip(text: string): string {
  return text.length > 100 ? `${text.slice(0, 99)}…` : text;
}

/** A value from outside, fit to be quoted in a message. */
export function quote(value: unknown): string {
  return clip(typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value)));
}
