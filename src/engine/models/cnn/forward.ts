import type { ParamValues } from '../../core/param-spec.ts';
import { dropout, fusedOps, reshape, type Tensor } from '../../tensor/index.ts';
import type { Forward, NetShape } from '../model.ts';
import { ParamReader } from '../param-reader.ts';
import { readSize } from '../settings.ts';
import { BLOCK, positions, STEM } from './geometry.ts';

const POINT = { stride: [1, 1], padding: [0, 0] } as const;

/**
 * Taps `stem` and `block1` ... `block<depth>`, [B, H, W, width], after the ReLU; `pooled`, [B, W width], its mean
 * over time.
 */
export function build(shape: NetShape, settings: ParamValues): Forward {
  const { width, depth, dropout: rate } = readSize(settings);
  const { frames, bands } = positions(shape);
  return (params, x, lengths, context) => {
    const { conv2d, dense, depthwiseConv2d, meanOverTime } = fusedOps();
    const reader = new ParamReader(params);
    const taps: Record<string, Tensor> = {};
    const image = reshape(x, [-1, shape.frames, shape.bins, 1]);
    let hidden = conv2d(image, reader.take(), reader.take(), { ...STEM, activation: 'relu', inputGradient: false });
    taps['stem'] = hidden;
    for (let block = 1; block <= depth; block++) {
      const own = depthwiseConv2d(hidden, reader.take(), reader.take(), { ...BLOCK, activation: 'relu' });
      hidden = conv2d(own, reader.take(), reader.take(), { ...POINT, activation: 'relu' });
      taps[`block${block}`] = hidden;
    }
    const pooled = meanOverTime(reshape(hidden, [-1, frames, bands * width]));
    taps['pooled'] = pooled;
    const head = dropout(pooled, rate, 'pooled', context);
    return { logits: dense(head, reader.take(), reader.take()), outLengths: lengths, taps };
  };
}
