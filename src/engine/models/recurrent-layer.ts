import { concat, fusedOps, type Tensor } from '../tensor/index.ts';
import type { ParamReader } from './param-reader.ts';

/**
 * One recurrent layer, forward alone or from both ends, whose states then stand side by side.
 * @param x [B, T, I]
 * @param lengths valid frames of each row
 * @param inputGradient false where `x` is data
 * @returns [B, T, directions x width]
 */
export function recurrentLayer(
  cell: 'gru' | 'lstm',
  x: Tensor,
  reader: ParamReader,
  { directions, lengths, inputGradient }: { directions: number; lengths: Int32Array; inputGradient: boolean },
): Tensor {
  const states = Array.from({ length: directions }, (_, direction) => {
    const [input, hidden, inputBias, hiddenBias] = [reader.take(), reader.take(), reader.take(), reader.take()];
    const weights = { input, hidden, inputBias, hiddenBias };
    return fusedOps()[cell](x, weights, { lengths, inputGradient, reverse: direction === 1 });
  });
  return states.length === 1 ? states[0]! : concat(states, 2);
}
