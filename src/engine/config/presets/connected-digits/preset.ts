import type { OptimiserConfig } from '../../experiment.ts';
import type { Preset } from '../../preset.ts';

const optimiser: Partial<OptimiserConfig> = { learningRate: 4e-3, batchSize: 16, steps: 800, warmupSteps: 80 };

const student = {
  family: 'deepspeech2-mini',
  model: { channels: 8, width: 32, depth: 1, dropout: 0, directions: 'both', norm: 'layer' },
  optimiser,
} as const;

/**
 * Two to five digits in one breath, a word a symbol: small enough to be learnt while one waits. Without normalised layers
 * some seeds take several times as long until the first word is heard.
 */
export const connectedDigits: Preset = {
  id: 'connected-digits',
  task: 'ctc',
  changes: {
    task: { kind: 'ctc', symbols: 'words' },
    data: {
      source: { kind: 'digits' },
      labelShare: 10,
      noise: { kinds: [], versions: 6 },
      augment: { speed: 10, timeMasks: 2, timeMaskMs: 100, frequencyMasks: 2, frequencyMaskShare: 20 },
    },
    frontEnd: { normalise: 'utterance' },
    trainings: [
      {
        id: 'teacher',
        family: 'deepspeech2-mini',
        model: { channels: 16, width: 64, depth: 1, dropout: 0.1, directions: 'both', norm: 'layer' },
        optimiser: { ...optimiser, steps: 1000, patience: 0 },
      },
      { id: 'alone', ...student },
      { id: 'distilled', ...student, method: { id: 'ctc-frame', params: { alpha: 0.9, temperature: 2 } } },
    ],
  },
};
