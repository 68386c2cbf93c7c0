import type { OptimiserConfig, Training } from '../experiment.ts';
import type { Preset } from '../preset.ts';

/** Batches of whole utterances are thousands of frames: few of them go far. */
const optimiser: Partial<OptimiserConfig> = { batchSize: 8, warmupSteps: 30 };

const student = {
  family: 'frame-dnn',
  model: { context: 5, width: 64, depth: 2, dropout: 0 },
  optimiser: { ...optimiser, learningRate: 2e-3, steps: 300 },
} as const;

interface Teacher extends Pick<Training, 'family' | 'model'> {
  readonly optimiser: Pick<OptimiserConfig, 'learningRate' | 'steps'>;
}

/**
 * Phones of any corpus that tells their times, frame by frame; the students see those of a fifth of the utterances. Few
 * speakers are what such a corpus is short of: played at other speeds, each sounds like several.
 */
export function framesOfCorpus(id: string, teacher: Teacher): Preset {
  return {
    id,
    task: 'frames',
    changes: {
      task: { kind: 'frames' },
      data: {
        labelShare: 20,
        noise: { kinds: [], versions: 16 },
        augment: { speed: 10 },
      },
      frontEnd: { kind: 'mfcc', melBands: 24, coefficients: 13, deltas: 2, normalise: 'utterance' },
      trainings: [
        { id: 'teacher', ...teacher, optimiser: { ...optimiser, ...teacher.optimiser, patience: 0 } },
        { id: 'alone', ...student },
        { id: 'distilled', ...student, method: { id: 'hinton', params: { alpha: 0.9, temperature: 2 } } },
      ],
    },
  };
}
