import type { Preset } from '../../preset.ts';

/** Voices and mains hum about as loud as the word. */
export const noisyRoom: Preset = {
  id: 'noisy-room',
  changes: { data: { labelShare: 20, noise: { kinds: ['babble', 'hum'], snrDbMin: -5, snrDbMax: 5 } } },
};
