import type { ErrorRateId } from '../engine/data/sequences.ts';
import { isErrorScores, judgedRate } from '../engine/metrics/score-kinds.ts';
import type { Scores } from '../engine/train/events.ts';
import type { Remaining, RunView, TrainingView } from './run-view.ts';

/** What happens now: each has a sentence in both languages under `activity.<code>`. */
export const activityCodes = [
  'loading',
  'ready',
  'preparing',
  'features',
  'teacher-begins',
  'teacher',
  'teacher-errors',
  'students-begin',
  'students',
  'students-errors',
  'scoring',
  'paused',
  'finished',
  'stopped',
  'failed',
] as const;
export type ActivityCode = (typeof activityCodes)[number];

/** Values are fractions (0 to 1), counts or seconds; the view formats them. */
export interface Activity {
  readonly code: ActivityCode;
  readonly values: Readonly<Record<string, number>>;
  /** The error rate that values are of; null where they are accuracies. */
  readonly judged: ErrorRateId | null;
  readonly remaining: Remaining | null;
  /** 1-based, when there are several. */
  readonly seed: { readonly number: number; readonly of: number } | null;
}

/** @param dataReady a dataset is in use */
export function activityOf(view: RunView, dataReady: boolean): Activity {
  const seed = view.seeds.length > 1 ? { number: view.earlier.length + 1, of: view.seeds.length } : null;
  const say = (code: ActivityCode, values: Activity['values'] = {}): Activity => ({
    code,
    values,
    judged: view.sentences?.judged ?? null,
    remaining: view.status === 'running' ? view.remaining : null,
    seed: view.status === 'idle' ? null : seed,
  });
  switch (view.status) {
    case 'idle':
      return say(dataReady ? 'ready' : 'loading');
    case 'stopped':
    case 'failed':
    case 'finished':
      return say(view.status);
    case 'paused':
      return say('paused', { step: newest(view)?.step ?? 0, steps: newest(view)?.steps ?? 0 });
    case 'preparing':
    case 'running':
      return underWay(view, say);
    default:
      return view.status satisfies never;
  }
}

function underWay(view: RunView, say: (code: ActivityCode, values?: Activity['values']) => Activity): Activity {
  const trainings = Object.values(view.trainings);
  const open = trainings.filter(({ status }) => status !== 'finished' && status !== 'stopped' && status !== 'failed');
  const running = open.filter((training) => training.status === 'running' || training.status === 'paused');
  if (trainings.length > 0 && open.length === 0) return say('scoring');
  if (running.length === 0 && open.length < trainings.length) return say('students-begin');
  if (running.length === 0) {
    const { features } = view;
    const busy = features !== null && features.done < features.total;
    return busy ? say('features', { share: features.done / features.total }) : say('preparing');
  }
  const teacher = running.find((training) => training.role === 'teacher');
  if (teacher) {
    if (!teacher.validation || !hasLearned(teacher)) return say('teacher-begins');
    return say(codeFor('teacher', teacher.validation), { teacher: judgedValue(teacher.validation) });
  }
  const { alone, distilled } = view.trainings;
  if (!alone?.validation || !distilled?.validation || !hasLearned(alone) || !hasLearned(distilled))
    return say('students-begin');
  return say(codeFor('students', alone.validation), {
    alone: judgedValue(alone.validation),
    distilled: judgedValue(distilled.validation),
  });
}

function codeFor(part: 'teacher' | 'students', scores: Scores): ActivityCode {
  return isErrorScores(scores) ? `${part}-errors` : part;
}

function judgedValue(scores: Scores): number {
  return isErrorScores(scores) ? judgedRate(scores) : scores.accuracy;
}

/** Judged since its first step: before it, a net only guesses. */
function hasLearned(training: TrainingView): boolean {
  return (training.curves.loss.at(-1)?.step ?? 0) > 0;
}

/** The training that was last at work. */
function newest(view: RunView): TrainingView | undefined {
  const begun = view.order.map((id) => view.trainings[id]).filter((training) => training !== undefined);
  return begun.findLast((training) => training.step > 0) ?? begun[0];
}
