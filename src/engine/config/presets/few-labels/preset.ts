import type { Preset } from '../../preset.ts';

/** The default as it stands. */
export const fewLabels: Preset = { id: 'few-labels', changes: {} };
