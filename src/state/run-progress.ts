import type { Training } from '../engine/config/experiment.ts';
import type { Remaining, RunView, TrainingView } from './run-view.ts';
import type { RunForecast } from './services.ts';

/** Trainings that run side by side, in order: each after those that teach it, and students after all teachers. */
export function stagesOf(
  trainings: readonly Pick<Training, 'id' | 'role' | 'teachers'>[],
): readonly (readonly string[])[] {
  const teachers = trainings.filter(({ role }) => role === 'teacher').map(({ id }) => id);
  const stages: string[][] = [];
  const done = new Set<string>();
  let waiting = [...trainings];
  while (waiting.length > 0) {
    const ready = waiting.filter((training) =>
      [...training.teachers, ...(training.role === 'student' ? teachers : [])].every((id) => done.has(id)),
    );
    if (ready.length === 0) throw new Error('trainings teach each other in a circle');
    stages.push(ready.map((training) => training.id));
    for (const training of ready) done.add(training.id);
    waiting = waiting.filter((training) => !done.has(training.id));
  }
  return stages;
}

export interface Estimate {
  /** 0 to 1 over the whole run. */
  readonly progress: number;
  /** Null while there is nothing to judge by. */
  readonly remaining: Remaining | null;
}

/**
 * How far a run is, by the measured time of a step; where a training has not begun, by the forecast. A stage takes as
 * long as its slowest training.
 */
export function estimate(
  view: RunView,
  stages: readonly (readonly string[])[],
  forecast: RunForecast | null,
): Estimate {
  if (view.status === 'finished') return { progress: 1, remaining: null };
  const before = view.earlier.at(-1)?.trainings;
  const stepMs = (id: string): number | null =>
    view.trainings[id]?.stepMs ?? before?.[id]?.stepMs ?? forecast?.trainings[id]?.stepMs ?? null;
  const seedsLeft = Math.max(0, view.seeds.length - view.earlier.length - 1);
  // One that is over, never to be done again, costs nothing.
  const isOver = (id: string): boolean => seedsLeft === 0 && view.trainings[id]?.status === 'finished';
  const known = stages.flat().every((id) => stepMs(id) !== null || isOver(id));
  let left = 0;
  let total = 0;
  for (const stage of stages) {
    const trainings = stage.map((id) => view.trainings[id]).filter((training) => training !== undefined);
    const cost = (count: (training: TrainingView) => number): number =>
      Math.max(0, ...trainings.map((training) => count(training) * (known ? (stepMs(training.id) ?? 0) : 1)));
    left += cost(stepsLeft);
    total += cost((training) => training.steps);
  }
  const whole = total * Math.max(1, view.seeds.length);
  const progress = whole > 0 ? 1 - (left + seedsLeft * total) / whole : 0;
  return {
    progress: Math.min(1, Math.max(view.progress, progress)),
    remaining:
      known && total > 0
        ? { of: 'run', seconds: (left + seedsLeft * total) / 1000 }
        : ofStage(stages.map((stage) => stage.flatMap((id) => view.trainings[id] ?? [])).find(isUnderWay)),
  };
}

function isUnderWay(stage: readonly TrainingView[]): boolean {
  return stage.some((training) => stepsLeft(training) > 0);
}

function ofStage(stage: readonly TrainingView[] = []): Remaining | null {
  const left = stage.map((training) => (training.stepMs === null ? null : stepsLeft(training) * training.stepMs));
  return left.length === 0 || left.includes(null)
    ? null
    : { of: 'stage', seconds: Math.max(...left.map(Number)) / 1000 };
}

/** What was cut short has come no further than it had. */
function stepsLeft(training: TrainingView): number {
  return training.status === 'finished' ? 0 : training.steps - training.step;
}
