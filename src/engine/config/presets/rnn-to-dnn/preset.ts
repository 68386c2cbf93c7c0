import type { Preset } from '../../preset.ts';
import { coarseFrames, recurrentTeacher } from '../recurrent.ts';

/** The teacher hears in order, the student sees all frames at once. */
export const rnnToDnn: Preset = {
  id: 'rnn-to-dnn',
  changes: { frontEnd: coarseFrames, trainings: [recurrentTeacher] },
};
