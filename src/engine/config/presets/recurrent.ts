import type { ExperimentPatch } from '../preset.ts';

/** Half the frames of the default: a recurrent step costs time in proportion to them. */
export const coarseFrames = { windowMs: 30, hopMs: 20 } as const satisfies ExperimentPatch['frontEnd'];

/** Of modest width, so that a machine without a GPU gets through. Recurrent nets want a higher learning rate. */
export const recurrentTeacher = {
  id: 'teacher',
  family: 'gru',
  model: { width: 64, depth: 1, dropout: 0 },
  optimiser: { learningRate: 6e-3, batchSize: 32 },
} as const;
