import type { ParamValues } from '../../core/param-spec.ts';
import { dropout, fusedOps, reshape, type Tensor } from '../../tensor/index.ts';
import { lastState, recurrentLayer } from '../recurrent-layer.ts';
import type { Forward, NetShape } from '../model.ts';
import { layerNorm } from '../layer-norm.ts';
import { ParamReader } from '../param-reader.ts';
import { positions } from '../positions.ts';
import { answered, halved, STEM, stemStride } from './geometry.ts';
import { readSettings } from './settings.ts';

/**
 * Taps `stem`, [B, T', bands, channels], after the ReLU, and `hidden1` ... `hidden<depth>`, [B, T', directions x width].
 * What lies past the end of a row has to be zero.
 */
export function build(shape: NetShape, settings: ParamValues): Forward {
  const { channels, depth, stride, directions, width, isNormed, dropout: rate } = readSettings(settings);
  const bands = halved(shape.bins);
  const convolution = { ...STEM, stride: stemStride(stride), activation: 'relu', inputGradient: false } as const;
  const within = { ...convolution, padding: [0, STEM.padding[1]] } as const;
  return (params, x, lengths, context) => {
    const { conv2d, dense } = fusedOps();
    const reader = new ParamReader(params);
    const taps: Record<string, Tensor> = {};
    const { carried } = context;
    const answers = carried ? answered : positions;
    const frames = answers(x.shape[1] ?? 0, stride);
    const outLengths = lengths.map((length) => answers(length, stride));
    const states: Tensor[] = [];
    const image = reshape(x, [-1, x.shape[1] ?? 0, shape.bins, 1]);
    const stem = conv2d(image, reader.take(), reader.take(), carried ? within : convolution);
    taps['stem'] = stem;
    let hidden: Tensor = reshape(stem, [-1, frames, bands * channels]);
    for (let layer = 1; layer <= depth; layer++) {
      const input = isNormed ? framewise(hidden, (rows) => layerNorm(rows, reader.take(), reader.take())) : hidden;
      const both = recurrentLayer('gru', input, reader, {
        ...{ directions, lengths: outLengths, inputGradient: true },
        initial: carried?.[layer - 1],
      });
      if (carried) states.push(lastState(both));
      taps[`hidden${layer}`] = both;
      hidden = dropout(both, rate, `hidden${layer}`, context);
    }
    const rows = reshape(hidden, [-1, directions * width]);
    const logits = reshape(dense(rows, reader.take(), reader.take()), [-1, frames, shape.classes]);
    return { logits, outLengths, taps, states };
  };
}

/** What is done to each frame by itself. @param x [B, T, N] */
function framewise(x: Tensor, change: (rows: Tensor) => Tensor): Tensor {
  return reshape(change(reshape(x, [-1, x.shape[2] ?? 1])), x.shape);
}
