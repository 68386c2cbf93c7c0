import type { Preset } from '../../preset.ts';
import { coarseFrames, recurrentTeacher } from '../recurrent.ts';

const student = { family: 'gru', model: { width: 12, depth: 1, dropout: 0 }, optimiser: { learningRate: 1e-2 } };

/** Small recurrent students do better at temperature 1 than at 4. */
export const rnnToRnn: Preset = {
  id: 'rnn-to-rnn',
  changes: {
    frontEnd: coarseFrames,
    trainings: [
      recurrentTeacher,
      { id: 'alone', ...student },
      { id: 'distilled', ...student, method: { params: { temperature: 1 } } },
    ],
  },
};
