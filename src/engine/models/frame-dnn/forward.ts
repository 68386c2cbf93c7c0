import type { ParamValues } from '../../core/param-spec.ts';
import { dropout, fusedOps, reshape, type Tensor } from '../../tensor/index.ts';
import type { Forward, NetShape } from '../model.ts';
import { ParamReader } from '../param-reader.ts';
import { positions } from '../positions.ts';
import { readSettings } from './settings.ts';

/** Taps `hidden1` ... `hidden<depth>`, [B T', width], after the ReLU. What lies past the end of a row has to be zero. */
export function build(shape: NetShape, settings: ParamValues): Forward {
  const { context, depth, width, stride, dropout: rate } = readSettings(settings);
  const around = { stride: [stride, 1], activation: 'relu', inputGradient: false } as const;
  return (params, x, lengths, given) => {
    const { conv2d, dense } = fusedOps();
    const reader = new ParamReader(params);
    const taps: Record<string, Tensor> = {};
    const beyond = given.carried ? 0 : context;
    const size = x.shape[1] ?? 0;
    const answers = (frames: number): number => positions(frames + 2 * (beyond - context), stride);
    const frames = answers(size);
    const image = reshape(x, [-1, size, shape.bins, 1]);
    const first = conv2d(image, reader.take(), reader.take(), { ...around, padding: [beyond, 0] });
    let hidden: Tensor = reshape(first, [-1, width]);
    for (let layer = 1; layer <= depth; layer++) {
      if (layer > 1) hidden = dense(hidden, reader.take(), reader.take(), { activation: 'relu' });
      taps[`hidden${layer}`] = hidden;
      hidden = dropout(hidden, rate, `hidden${layer}`, given);
    }
    const logits = reshape(dense(hidden, reader.take(), reader.take()), [-1, frames, shape.classes]);
    return { logits, outLengths: lengths.map(answers), taps, states: [] };
  };
}
