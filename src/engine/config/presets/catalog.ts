import { createRegistry } from '../../core/registry.ts';
import type { Preset } from '../preset.ts';
import { allLabels } from './all-labels/preset.ts';
import { connectedDigits } from './connected-digits/preset.ts';
import { dnnToDnn } from './dnn-to-dnn/preset.ts';
import { fewLabels } from './few-labels/preset.ts';
import { noisyRoom } from './noisy-room/preset.ts';
import { rnnToDnn } from './rnn-to-dnn/preset.ts';
import { rnnToRnn } from './rnn-to-rnn/preset.ts';
import { sentences } from './sentences/preset.ts';

/** In the order in which they are offered; the first is the default. */
export const presets = createRegistry<Preset>('preset', [
  fewLabels,
  dnnToDnn,
  rnnToDnn,
  rnnToRnn,
  noisyRoom,
  allLabels,
  connectedDigits,
  sentences,
]);
