import type { ParamValues } from '../core/param-spec.ts';
import { dropout, fusedOps, type FusedOps, type Tensor } from '../tensor/index.ts';
import type { Forward } from './model.ts';
import { ParamReader } from './param-reader.ts';
import { readSize } from './settings.ts';

/** Taps `hidden1` ... `hidden<depth>`, [B, T, width]: every state of each layer; `pooled`, [B, width]. */
export function buildRecurrent(cell: 'gru' | 'lstm', settings: ParamValues): Forward {
  const { depth, dropout: rate } = readSize(settings);
  return (params, x, lengths, context) => {
    const ops: FusedOps = fusedOps();
    const reader = new ParamReader(params);
    const taps: Record<string, Tensor> = {};
    let hidden = x;
    for (let layer = 1; layer <= depth; layer++) {
      const [input, hiddenWeights, inputBias, hiddenBias] = [
        reader.take(),
        reader.take(),
        reader.take(),
        reader.take(),
      ];
      const weights = { input, hidden: hiddenWeights, inputBias, hiddenBias };
      const states = ops[cell](hidden, weights, { lengths, inputGradient: layer > 1 });
      taps[`hidden${layer}`] = states;
      hidden = layer < depth ? dropout(states, rate, `hidden${layer}`, context) : states;
    }
    const pooled = ops.meanOverTime(hidden, lengths);
    taps['pooled'] = pooled;
    const head = dropout(pooled, rate, 'pooled', context);
    return { logits: ops.dense(head, reader.take(), reader.take()), outLengths: lengths, taps };
  };
}
