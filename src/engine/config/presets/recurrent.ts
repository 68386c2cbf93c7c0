import type { ExperimentPatch } from '../preset.ts';

/** Half the frames of the default: a recurrent step costs time in proportion to them. */
export const coarseFrames = { windowMs: 30, hopMs: 20 } as const satisfies ExperimentPatch['frontEnd'];

/** A recurrent net learns faster at a higher rate, and its steps are dear: fewer of them. */
export const recurrentOptimiser = { learningRate: 3e-3, steps: 400 } as const;

/** Recurrent teacher of modest width, so that a machine without a GPU gets through. */
export const recurrentTeacher = {
  id: 'teacher',
  family: 'gru',
  model: { width: 48, depth: 1, dropout: 0 },
  optimiser: recurrentOptimiser,
} as const;
