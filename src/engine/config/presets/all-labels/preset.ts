import type { Preset } from '../../preset.ts';

/** With every label a high temperature costs more than it brings. */
export const allLabels: Preset = {
  id: 'all-labels',
  changes: {
    data: { labelShare: 100 },
    trainings: [{ id: 'distilled', method: { params: { temperature: 1, alpha: 0.5 } } }],
  },
};
