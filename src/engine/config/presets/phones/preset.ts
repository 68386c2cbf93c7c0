import type { OptimiserConfig } from '../../experiment.ts';
import type { Preset } from '../../preset.ts';

const optimiser: Partial<OptimiserConfig> = { learningRate: 2e-3, batchSize: 8, warmupSteps: 30 };

const student = {
  family: 'frame-dnn',
  model: { context: 5, width: 24, depth: 1, dropout: 0 },
  optimiser: { ...optimiser, steps: 500 },
} as const;

/** The phones of connected digits, by the times that the synthesiser tells: what a net of each frame can learn in a minute. */
export const phones: Preset = {
  id: 'phones',
  task: 'frames',
  changes: {
    task: { kind: 'frames' },
    data: { source: { kind: 'digits' }, labelShare: 2, noise: { kinds: [], versions: 1 } },
    frontEnd: { normalise: 'utterance' },
    trainings: [
      {
        id: 'teacher',
        family: 'frame-rnn',
        model: { cell: 'gru', directions: 'both', width: 64, depth: 1, dropout: 0.1 },
        optimiser: { ...optimiser, steps: 400, patience: 0 },
      },
      { id: 'alone', ...student },
      { id: 'distilled', ...student, method: { id: 'hinton', params: { alpha: 0.9, temperature: 2 } } },
    ],
  },
};
