import type { Preset } from '../../preset.ts';

const student = { model: { width: 16 } };

/** A wider student and twice the labels: less is left for the teacher to give. */
export const dnnToDnn: Preset = {
  id: 'dnn-to-dnn',
  changes: {
    data: { labelShare: 20 },
    trainings: [
      { id: 'alone', ...student },
      { id: 'distilled', ...student },
    ],
  },
};
