import type { ParamValues } from '../../core/param-spec.ts';
import { dropout, fusedOps, reshape, type Tensor } from '../../tensor/index.ts';
import { lastState, recurrentLayer } from '../recurrent-layer.ts';
import type { Forward, NetShape } from '../model.ts';
import { ParamReader } from '../param-reader.ts';
import { readSettings } from './settings.ts';

/** Taps `hidden1` ... `hidden<depth>`, [B, T, directions x width]. */
export function build(shape: NetShape, settings: ParamValues): Forward {
  const { cell, depth, directions, width, dropout: rate } = readSettings(settings);
  return (params, x, lengths, context) => {
    const { dense } = fusedOps();
    const reader = new ParamReader(params);
    const taps: Record<string, Tensor> = {};
    const states: Tensor[] = [];
    let hidden = x;
    for (let layer = 1; layer <= depth; layer++) {
      const initial = context.carried?.[layer - 1];
      const all = recurrentLayer(cell, hidden, reader, { directions, lengths, inputGradient: layer > 1, initial });
      taps[`hidden${layer}`] = all;
      if (context.carried) states.push(lastState(all));
      hidden = dropout(all, rate, `hidden${layer}`, context);
    }
    const rows = reshape(hidden, [-1, directions * width]);
    const logits = reshape(dense(rows, reader.take(), reader.take()), [-1, x.shape[1] ?? 0, shape.classes]);
    return { logits, outLengths: lengths, taps, states };
  };
}
