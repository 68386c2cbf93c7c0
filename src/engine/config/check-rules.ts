import { comparisonOf } from '../experiment/comparison.ts';
import type { Catalogs } from './catalogs.ts';
import type { Experiment, FrontEndConfig, Training } from './experiment.ts';
import { checkTask } from './check-task.ts';
import { frameGeometry } from './frame-geometry.ts';
import { invalid } from './invalid.ts';
import { topologicalOrder } from './topological-order.ts';

/**
 * What the schema cannot say: fields that must fit each other, and the fairness of the comparison.
 * @throws StudioError `experiment/invalid` with the field to change
 */
export function checkRules(experiment: Experiment, catalogs: Catalogs): void {
  checkNoise(experiment.data.noise);
  checkFrontEnd(experiment.frontEnd);
  checkGraph(experiment.trainings, catalogs);
  experiment.trainings.forEach(checkTraining);
  // What `auto` will be, the data tells.
  if (experiment.task.kind !== 'auto') checkTask(experiment.task.kind, experiment.trainings, catalogs);
  comparisonOf(experiment.trainings);
  checkFairness(experiment.trainings);
}

function checkNoise({ kinds, snrDbMin, snrDbMax }: Experiment['data']['noise']): void {
  if (new Set(kinds).size < kinds.length) throw invalid('data.noise.kinds', 'duplicate');
  if (snrDbMin > snrDbMax) throw invalid('data.noise.snrDbMin', 'min-over-max', { value: snrDbMin, max: snrDbMax });
}

function checkFrontEnd(frontEnd: FrontEndConfig): void {
  const { kind, windowMs, hopMs, lowHz, highHz, coefficients, melBands } = frontEnd;
  if (lowHz >= highHz) throw invalid('frontEnd.lowHz', 'min-over-max', { value: lowHz, max: highHz });
  if (hopMs > windowMs) throw invalid('frontEnd.hopMs', 'hop-over-window', { value: hopMs, max: windowMs });
  if (kind === 'mfcc' && coefficients > melBands)
    throw invalid('frontEnd.coefficients', 'more-than-mel-bands', { value: coefficients, max: melBands });
  if (kind === 'spectrogram' && frameGeometry(frontEnd).spectrumBins === 0)
    throw invalid('frontEnd.lowHz', 'no-bins', { value: lowHz, max: highHz });
}

function checkGraph(trainings: readonly Training[], { methods }: Catalogs): void {
  const roles = new Map<string, Training['role']>();
  for (const { id, role } of trainings) {
    if (roles.has(id)) throw invalid('trainings', 'duplicate', { value: id });
    roles.set(id, role);
  }
  topologicalOrder(trainings);
  for (const { id, role, teachers, method } of trainings) {
    const field = `trainings.${id}.teachers`;
    if (new Set(teachers).size < teachers.length) throw invalid(field, 'duplicate');
    if (methods.get(method.id).needsTeacher !== teachers.length > 0)
      throw invalid(field, teachers.length === 0 ? 'needs-teacher' : 'teacher-unused', { method: method.id });
    // No method listens to more than one; the others would be trained for nothing.
    if (teachers.length > 1) throw invalid(field, 'too-long', { value: teachers.length, max: 1 });
    const student = teachers.find((teacher) => roles.get(teacher) === 'student');
    if (role === 'teacher' && student !== undefined) throw invalid(field, 'taught-by-student', { value: student });
  }
}

function checkTraining({ id, role, optimiser }: Training): void {
  const field = `trainings.${id}.optimiser`;
  const { warmupSteps, steps, patience } = optimiser;
  if (warmupSteps > steps) throw invalid(`${field}.warmupSteps`, 'over-steps', { value: warmupSteps, max: steps });
  // Students run the whole budget, or the one that stops later has had more practice.
  if (role === 'student' && patience > 0)
    throw invalid(`${field}.patience`, 'student-stops-early', { value: patience });
}

/** Students that teach nobody are compared: the same net, trained the same way. One that teaches on is a step between. */
function checkFairness(trainings: readonly Training[]): void {
  const teaching = new Set(trainings.flatMap(({ teachers }) => teachers));
  const [first, ...others] = trainings.filter(({ id, role }) => role === 'student' && !teaching.has(id));
  if (!first) return;
  for (const other of others) {
    const key = unequalKey(first, other);
    if (key !== null) throw invalid(`trainings.${other.id}.${key}`, 'students-differ', { other: first.id });
  }
}

function unequalKey(a: Training, b: Training): string | null {
  if (a.family !== b.family) return 'family';
  return unequal(a.model, b.model, 'model') ?? unequal(a.optimiser, b.optimiser, 'optimiser');
}

function unequal(
  a: Readonly<Record<string, unknown>>,
  b: Readonly<Record<string, unknown>>,
  at: string,
): string | null {
  const key = Object.keys(a).find((key) => a[key] !== b[key]);
  return key === undefined ? null : `${at}.${key}`;
}
