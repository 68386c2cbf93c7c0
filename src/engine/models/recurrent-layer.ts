import { concat, fusedOps, reshape, slice, type Tensor } from '../tensor/index.ts';
import type { ParamReader } from './param-reader.ts';

interface LayerOptions {
  readonly directions: number;
  readonly lengths: Int32Array;
  readonly inputGradient: boolean;
  readonly initial?: Tensor | undefined;
}

/**
 * One recurrent layer, forward alone or from both ends, whose states then stand side by side.
 * @param x [B, T, I]
 * @param lengths valid frames of each row
 * @param inputGradient false where `x` is data
 * @param initial the state to go on from, [B, width]; of a GRU that hears the sequence from its beginning
 * @returns [B, T, directions x width]
 */
export function recurrentLayer(
  cell: 'gru' | 'lstm',
  x: Tensor,
  reader: ParamReader,
  { directions, lengths, inputGradient, initial }: LayerOptions,
): Tensor {
  const states = Array.from({ length: directions }, (_, direction) => {
    const [input, hidden, inputBias, hiddenBias] = [reader.take(), reader.take(), reader.take(), reader.take()];
    const weights = { input, hidden, inputBias, hiddenBias };
    const options = { lengths, inputGradient, reverse: direction === 1 };
    return cell === 'gru'
      ? fusedOps().gru(x, weights, { ...options, ...(initial && { initial }) })
      : fusedOps().lstm(x, weights, options);
  });
  return states.length === 1 ? states[0]! : concat(states, 2);
}

/** The state in which a layer ends, [B, width]. @param states all of them, [B, T, width] */
export function lastState(states: Tensor): Tensor {
  const [batch = 0, frames = 0, width = 0] = states.shape;
  return reshape(slice(states, [0, frames - 1, 0], [batch, 1, width]), [batch, width]);
}
