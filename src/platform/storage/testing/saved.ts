import { defaultExperiment } from '../../../engine/config/defaults.ts';
import { EXPERIMENT_VERSION, type Experiment } from '../../../engine/config/experiment.ts';
import type { Dataset } from '../../../engine/data/dataset.ts';
import type { FinishedTraining, RunSnapshot } from '../../../engine/experiment/snapshot.ts';
import type { Checkpoint } from '../../../engine/train/checkpoint.ts';

const optimiser: Experiment['trainings'][number]['optimiser'] = {
  name: 'adam',
  learningRate: 0.001,
  schedule: 'constant',
  warmupSteps: 0,
  batchSize: 32,
  steps: 100,
  clipNorm: 0,
  patience: 0,
};

const training = (id: string, role: 'teacher' | 'student'): Experiment['trainings'][number] => ({
  id,
  role,
  family: 'dnn',
  model: { width: 8 },
  method: { id: 'none', params: {} },
  teachers: [],
  data: 'all',
  optimiser,
});

export const experiment: Experiment = {
  version: EXPERIMENT_VERSION,
  preset: 'few-labels',
  seed: 7,
  task: defaultExperiment.task,
  data: {
    source: { kind: 'pack' },
    unlabelled: null,
    labelShare: 10,
    teacherLabels: 'all',
    noise: { kinds: ['white'], snrDbMin: 0, snrDbMax: 15, versions: 4 },
    augment: defaultExperiment.data.augment,
  },
  frontEnd: defaultExperiment.frontEnd,
  trainings: [training('teacher', 'teacher'), training('alone', 'student')],
  limits: { maxSteps: null, maxClips: null },
};

export const checkpoint = (trainingId: string, step: number): Checkpoint => ({
  version: 1,
  trainingId,
  step,
  weights: Float32Array.of(step, 0.5, -1),
  moment1: Float32Array.of(1, 2, 3),
  moment2: Float32Array.of(4, 5, 6),
  best: { step: step - 1, accuracy: 0.75, weights: Float32Array.of(9, 8, 7) },
  sinceBest: 1,
  knobs: { temperature: 2 },
});

export const finished = (trainingId: string): FinishedTraining => ({
  model: {
    trainingId,
    family: 'dnn',
    settings: { width: 8 },
    weights: Float32Array.of(1, 2, 3),
    normaliser: { mean: Float32Array.of(0.25), inverseDeviation: Float32Array.of(4) },
  },
  testLogits: Float32Array.of(1, 0),
  validationLogits: Float32Array.of(0, 1),
  msPerClip: 0.5,
  cost: { parameters: 3, macs: 3, bytes: 12 },
  fairness: { initialWeights: 'a', batches: 'b', optimiser: 'c', steps: 100 },
});

export const snapshot = (runId: string, parts: Partial<RunSnapshot> = {}): RunSnapshot => ({
  version: 1,
  runId,
  experiment,
  datasetFingerprint: '0123456789abcdef',
  seeds: [7],
  finishedSeeds: [],
  finished: {},
  checkpoints: {},
  knobs: {},
  curves: [{ seed: 7, model: 'teacher', step: 5, metric: 'accuracy', value: 50 }],
  events: [{ kind: 'seed-started', seed: 7 }],
  backend: null,
  secondsSpent: 3,
  ...parts,
});

/** Two-sample clips, one for each of the given contents. */
export function dataset(id: string, contents: readonly number[]): Dataset {
  return {
    id,
    name: `Dataset ${id}`,
    fingerprint: `0123456789abcde${id.length}${contents.join('')}`,
    classes: ['no', 'yes'],
    utterances: contents.map((_, i) => ({
      id: `yes/${i}.wav`,
      audio: { offset: 2 * i, length: 2, sampleRateHz: 8000 },
      label: 'yes',
    })),
    speakersKnown: false,
    skipped: [{ file: 'notes.txt', reason: 'file/unknown-format' }],
    pcm: Float32Array.from(contents.flatMap((value) => [value, -value])),
  };
}
