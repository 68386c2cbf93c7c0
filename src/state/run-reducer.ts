import type { Training } from '../engine/config/experiment.ts';
import type { RunEvent } from '../engine/experiment/run-events.ts';
import { isErrorScores } from '../engine/metrics/score-kinds.ts';
import type { TrainEvent } from '../engine/train/events.ts';
import { curveMetrics } from './run-view.ts';
import type { CurveMetric, Mark, Point, RunView, TrainingView } from './run-view.ts';

/** What the reducer has to know of a training before its first event. */
export type PlannedTraining = Pick<Training, 'id' | 'role' | 'teachers'> & { readonly steps: number };

export const idleRun: RunView = {
  status: 'idle',
  seeds: [],
  seed: null,
  order: [],
  trainings: {},
  earlier: [],
  marks: [],
  features: null,
  sentences: null,
  phones: null,
  progress: 0,
  remaining: null,
  report: null,
  error: null,
  moved: null,
  notKept: null,
};

/** A run that was asked for and has not begun. */
export function awaitedRun(planned: readonly PlannedTraining[]): RunView {
  return {
    ...idleRun,
    status: 'preparing',
    order: planned.map(({ id }) => id),
    trainings: waitingTrainings(planned),
  };
}

/** The next view after an event; pure. Progress and the time that remains are not its business (`run-progress`). */
export function reduceRun(view: RunView, event: RunEvent, planned: readonly PlannedTraining[]): RunView {
  switch (event.kind) {
    case 'run-started':
      // A run that goes on elsewhere begins its story again. That audio could not be kept may be told before.
      return {
        ...awaitedRun(planned),
        seeds: event.seeds,
        order: event.trainings,
        moved: view.moved,
        notKept: view.notKept,
      };
    case 'seed-started': {
      const begun = view.seed === null || view.seed === event.seed;
      const earlier = begun ? view.earlier : [...view.earlier, { seed: view.seed, trainings: view.trainings }];
      return {
        ...view,
        seed: event.seed,
        earlier,
        trainings: waitingTrainings(planned),
        marks: begun ? view.marks : [],
        features: null,
        // A run may begin paused: its first step was asked for.
        status: view.status === 'paused' ? 'paused' : 'preparing',
      };
    }
    case 'features':
      return { ...view, features: { done: event.done, total: event.total } };
    case 'training-ready': {
      const { backend, cost, labels } = event;
      return withTraining(view, event.trainingId, (training) => ({
        ...training,
        status: training.status === 'waiting' ? 'preparing' : training.status,
        backend,
        cost,
        labels,
      }));
    }
    case 'train':
      return reduceTraining(view, event.trainingId, event.event);
    case 'tested':
      return withTraining(view, event.trainingId, (training) => ({
        ...training,
        test: event.scores,
        msPerClip: event.msPerClip,
      }));
    case 'sentences':
      return { ...view, sentences: event.sentences };
    case 'phones':
      return { ...view, phones: event.phones };
    case 'seed-finished':
      return view;
    case 'not-kept':
      return { ...view, notKept: event.error };
    case 'moved':
      return { ...view, moved: event.error };
    case 'run-paused':
      return { ...view, status: 'paused' };
    case 'run-resumed':
      return { ...view, status: 'running' };
    case 'run-finished':
      return { ...view, status: 'finished', report: event.report, progress: 1, remaining: null };
    case 'run-stopped':
      return { ...view, status: 'stopped', remaining: null };
    case 'run-failed':
      return {
        ...view,
        status: 'failed',
        remaining: null,
        error: { trainingId: event.trainingId, error: event.error },
      };
    default:
      return event satisfies never;
  }
}

function reduceTraining(view: RunView, id: string, event: TrainEvent): RunView {
  switch (event.kind) {
    case 'started': {
      const running: RunView = view.status === 'preparing' ? { ...view, status: 'running' } : view;
      return withTraining(running, id, (training) => ({
        ...training,
        status: 'running',
        step: event.step,
        steps: event.steps,
      }));
    }
    case 'progress':
      return withTraining(view, id, (training) => ({
        ...training,
        status: 'running',
        step: event.step,
        steps: event.steps,
        stepMs: smoothed(training, event.step, event.stepMs),
        losses: event.losses,
      }));
    case 'evaluated':
      return withTraining(view, id, (training) => ({
        ...training,
        validation: event.scores,
        curves: withPoints(training.curves, event.step, valuesOf(event)),
      }));
    case 'waiting':
      // Short waits between steps are part of running.
      return withTraining(view, id, (training) =>
        training.step > 0 ? training : { ...training, status: 'preparing' },
      );
    case 'paused':
      return withTraining(view, id, (training) => ({ ...training, status: 'paused', step: event.step }));
    case 'resumed':
      return withTraining(view, id, (training) => ({ ...training, status: 'running' }));
    case 'knob': {
      const mark: Mark = { trainingId: id, step: event.step, key: event.key, value: event.value };
      return { ...view, marks: [...view.marks, mark] };
    }
    case 'checkpoint':
      return view;
    case 'finished':
      return withTraining(view, id, (training) => ({
        ...training,
        status: event.reason === 'stopped' ? 'stopped' : 'finished',
        stoppedEarly: event.reason === 'patience',
        step: event.step,
      }));
    case 'failed':
      return withTraining(view, id, (training) => ({ ...training, status: 'failed', step: event.step }));
    default:
      return event satisfies never;
  }
}

/** Steps over which the time of a step is averaged. */
const STEP_MEMORY = 100;

/** A mean that forgets by steps, so that a short stall counts for the few steps it held up. */
function smoothed({ step, stepMs }: TrainingView, nextStep: number, nextStepMs: number): number {
  if (stepMs === null) return nextStepMs;
  const weight = 1 - Math.exp(-Math.max(0, nextStep - step) / STEP_MEMORY);
  return stepMs + weight * (nextStepMs - stepMs);
}

function withTraining(view: RunView, id: string, change: (training: TrainingView) => TrainingView): RunView {
  const training = view.trainings[id];
  if (!training) throw new Error(`an event of the unknown training ${id}`);
  return { ...view, trainings: { ...view.trainings, [id]: change(training) } };
}

/** What was measured of the curves that there are. */
type Measured = Readonly<Partial<Record<CurveMetric, number | null>>>;

function valuesOf({ scores, loss, distillationLoss }: Extract<TrainEvent, { kind: 'evaluated' }>): Measured {
  if (isErrorScores(scores)) {
    const rates = Object.entries(scores.errorRates).map(([id, share]) => [id, 100 * share]);
    return { loss, distillationLoss, ...(Object.fromEntries(rates) as Measured) };
  }
  const { accuracy, precision, recall, f1 } = scores;
  return {
    loss,
    distillationLoss,
    accuracy: 100 * accuracy,
    precision: 100 * precision,
    recall: 100 * recall,
    f1: 100 * f1,
  };
}

function withPoints(curves: TrainingView['curves'], step: number, values: Measured): TrainingView['curves'] {
  const next: Record<CurveMetric, readonly Point[]> = { ...curves };
  for (const metric of curveMetrics) {
    const value = values[metric] ?? null;
    // After a resume the last evaluation may come again: a curve has one value a step.
    if (value !== null) next[metric] = [...curves[metric].filter((point) => point.step < step), { step, value }];
  }
  return next;
}

const noCurves = Object.fromEntries(curveMetrics.map((metric) => [metric, []])) as unknown as TrainingView['curves'];

function waitingTrainings(planned: readonly PlannedTraining[]): Record<string, TrainingView> {
  return Object.fromEntries(
    planned.map(({ id, role, steps }): [string, TrainingView] => [
      id,
      {
        id,
        role,
        status: 'waiting',
        stoppedEarly: false,
        step: 0,
        steps,
        stepMs: null,
        losses: {},
        curves: noCurves,
        validation: null,
        test: null,
        msPerClip: null,
        cost: null,
        labels: null,
        backend: null,
      },
    ]),
  );
}
