import { concat } from '@tensorflow/tfjs-core';
import type { Forward } from '../../../src/engine/models/model.ts';
import { ParamReader } from '../../../src/engine/models/param-reader.ts';
import { fusedOps, type Tensor } from '../../../src/engine/tensor/index.ts';
import { BIDIRECTIONAL_LAYERS } from '../../works/net.ts';

/** Bidirectional GRU layers, the directions side by side, the mean over the frames, one dense layer. */
export const bidirectionalForward: Forward = (params, x, lengths) => {
  const { gru, dense, meanOverTime } = fusedOps();
  const reader = new ParamReader(params);
  let hidden = x;
  for (let layer = 0; layer < BIDIRECTIONAL_LAYERS; layer++) {
    const inputGradient = layer > 0;
    const direction = (reverse: boolean): Tensor => {
      const [input, own, inputBias, hiddenBias] = [reader.take(), reader.take(), reader.take(), reader.take()];
      return gru(hidden, { input, hidden: own, inputBias, hiddenBias }, { lengths, inputGradient, reverse });
    };
    const forwards = direction(false);
    hidden = concat([forwards, direction(true)], 2);
  }
  const pooled = meanOverTime(hidden, lengths);
  return { logits: dense(pooled, reader.take(), reader.take()), outLengths: lengths, taps: { pooled } };
};
