import { dropout, fusedOps, reshape, type Tensor } from '../../tensor/index.ts';
import type { Forward, NetShape } from '../model.ts';
import { ParamReader } from '../param-reader.ts';
import { readSize } from '../settings.ts';
import type { ParamValues } from '../../core/param-spec.ts';

/** Taps `hidden1` ... `hidden<depth>`, [B, width], after the ReLU. */
export function build(shape: NetShape, settings: ParamValues): Forward {
  const { depth, dropout: rate } = readSize(settings);
  return (params, x, lengths, context) => {
    const { dense } = fusedOps();
    const reader = new ParamReader(params);
    const taps: Record<string, Tensor> = {};
    let hidden: Tensor = reshape(x, [-1, shape.frames * shape.bins]);
    for (let layer = 1; layer <= depth; layer++) {
      const inputGradient = layer > 1;
      hidden = dense(hidden, reader.take(), reader.take(), { activation: 'relu', inputGradient });
      taps[`hidden${layer}`] = hidden;
      hidden = dropout(hidden, rate, `hidden${layer}`, context);
    }
    return { logits: dense(hidden, reader.take(), reader.take()), outLengths: lengths, taps };
  };
}
