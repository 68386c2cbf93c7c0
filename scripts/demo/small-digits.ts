const optimiser = { learningRate: 4e-3, batchSize: 16, steps: 800, warmupSteps: 80 };
const student = {
  family: 'deepspeech2-mini',
  model: { channels: 6, width: 32, depth: 1, dropout: 0, directions: 'forward', norm: 'layer' },
  optimiser,
} as const;

/** Changes to the preset for connected digits: all labels, and nets of few bytes, of which the students can stream. */
export const smallDigits = {
  preset: 'connected-digits',
  data: { labelShare: 100 },
  trainings: [
    {
      id: 'teacher',
      family: 'deepspeech2-mini',
      model: { channels: 8, width: 32, depth: 1, dropout: 0.1, directions: 'both', norm: 'layer' },
      optimiser: { ...optimiser, patience: 0 },
    },
    { id: 'alone', ...student },
    { id: 'distilled', ...student, method: { id: 'ctc-frame', params: { alpha: 0.5, temperature: 2 } } },
  ],
} as const;
