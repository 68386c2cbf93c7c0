import type { OptimiserConfig } from '../../experiment.ts';
import type { Preset } from '../../preset.ts';

/** Batches of whole utterances are long: fewer of them than of words, and a warm-up before the rate that they bear. */
const teacher: Partial<OptimiserConfig> = { learningRate: 2e-3, batchSize: 16, steps: 2312, warmupSteps: 300 };

const student = {
  family: 'deepspeech2-mini',
  // Normalised layers let so small a net begin to hear within its steps; the teacher does better without.
  model: { channels: 8, width: 40, depth: 2, dropout: 0.1, directions: 'both', norm: 'layer' },
  optimiser: { learningRate: 3e-3, batchSize: 16, steps: 3000, warmupSteps: 300 },
} as const;

/** Features of each utterance by themselves, masked in time and pitch (SpecAugment) as the nets for sentences want them. */
export const sentences: Preset = {
  id: 'sentences',
  task: 'ctc',
  changes: {
    task: { kind: 'ctc' },
    data: {
      labelShare: 20,
      noise: { kinds: [], versions: 6 },
      augment: { timeMasks: 2, timeMaskMs: 200, frequencyMasks: 2, frequencyMaskShare: 20 },
    },
    frontEnd: { normalise: 'utterance' },
    trainings: [
      {
        id: 'teacher',
        family: 'deepspeech2-mini',
        model: { channels: 32, width: 128, depth: 2, dropout: 0.1, directions: 'both' },
        optimiser: { ...teacher, patience: 0 },
      },
      { id: 'alone', ...student },
      { id: 'distilled', ...student, method: { id: 'ctc-frame', params: { alpha: 0.5, temperature: 1 } } },
    ],
  },
};
