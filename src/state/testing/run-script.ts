import type { RunEvent } from '../../engine/experiment/run-events.ts';
import type { ClassScores } from '../../engine/train/events.ts';
import type { PlannedTraining } from '../run-reducer.ts';

export const planned: readonly PlannedTraining[] = [
  { id: 'teacher', role: 'teacher', teachers: [], steps: 100 },
  { id: 'alone', role: 'student', teachers: [], steps: 200 },
  { id: 'distilled', role: 'student', teachers: ['teacher'], steps: 200 },
];

export function scoresOf(accuracy: number): ClassScores {
  return { accuracy, precision: accuracy, recall: accuracy, f1: accuracy, perClass: [], confusion: [] };
}

type TrainEvent = Extract<RunEvent, { kind: 'train' }>['event'];

export function train(trainingId: string, event: TrainEvent, seed = 1): RunEvent {
  return { kind: 'train', seed, trainingId, event };
}

export function progress(trainingId: string, step: number, stepMs: number): RunEvent {
  const steps = planned.find(({ id }) => id === trainingId)?.steps ?? 0;
  return train(trainingId, { kind: 'progress', step, steps, losses: { hard: 1 }, learningRate: 1e-3, stepMs });
}

export function evaluated(
  trainingId: string,
  step: number,
  accuracy: number,
  distillationLoss: number | null,
): RunEvent {
  return train(trainingId, {
    kind: 'evaluated',
    step,
    scores: scoresOf(accuracy),
    loss: 1,
    distillationLoss,
    best: true,
  });
}

/** The beginning of every run. */
export function opening(seeds: readonly number[] = [1]): RunEvent[] {
  return [
    { kind: 'run-started', runId: 'run', seeds, trainings: planned.map(({ id }) => id) },
    { kind: 'seed-started', seed: seeds[0] ?? 1 },
  ];
}
