import { createRegistry } from '../../core/registry.ts';
import type { TaskId } from '../experiment.ts';
import type { Preset } from '../preset.ts';
import { allLabels } from './all-labels/preset.ts';
import { connectedDigits } from './connected-digits/preset.ts';
import { dnnToDnn } from './dnn-to-dnn/preset.ts';
import { fewLabels } from './few-labels/preset.ts';
import { frames } from './frames/preset.ts';
import { framesRnn } from './frames-rnn/preset.ts';
import { noisyRoom } from './noisy-room/preset.ts';
import { phones } from './phones/preset.ts';
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
  phones,
  sentences,
  frames,
  framesRnn,
]);

/** The first for a task that brings no data of its own: for whatever somebody has. */
export function presetFor(task: TaskId): Preset {
  const found = presets.all.find((one) => (one.task ?? 'words') === task && !one.changes.data?.source);
  if (!found) throw new RangeError(`no preset for ${task}`);
  return found;
}
