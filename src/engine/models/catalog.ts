import { createRegistry } from '../core/registry.ts';
import { cnn } from './cnn/index.ts';
import { deepspeech2Mini } from './deepspeech2-mini/index.ts';
import { dnn } from './dnn/index.ts';
import { frameCnn } from './frame-cnn/index.ts';
import { frameDnn } from './frame-dnn/index.ts';
import { frameRnn } from './frame-rnn/index.ts';
import { gru } from './gru/index.ts';
import { lstm } from './lstm/index.ts';
import type { ModelFamily } from './model.ts';

/** Every family of nets. A new one is a folder and a line here. */
export const models = createRegistry<ModelFamily>('family', [
  dnn,
  cnn,
  gru,
  lstm,
  frameDnn,
  frameCnn,
  frameRnn,
  deepspeech2Mini,
]);
