import type { ParamValues } from '../../core/param-spec.ts';
import { dropout, fusedOps, mul, reshape, type Tensor } from '../../tensor/index.ts';
import { frameMask } from '../frame-mask.ts';
import type { Forward, NetShape } from '../model.ts';
import { ParamReader } from '../param-reader.ts';
import { positions } from '../positions.ts';
import { bandsOf, BLOCK, POINT, STEM, stemStride } from './geometry.ts';
import { readSettings } from './settings.ts';

/**
 * Taps `stem` and `block1` ... `block<depth>`, [B, T', bands, width], after the ReLU. What lies past the end of a row has
 * to be zero.
 */
export function build(shape: NetShape, settings: ParamValues): Forward {
  const { width, depth, stride, dropout: rate } = readSettings(settings);
  const features = bandsOf(shape.bins) * width;
  const convolution = { ...STEM, stride: stemStride(stride), activation: 'relu', inputGradient: false } as const;
  return (params, x, lengths, context) => {
    const { conv2d, dense, depthwiseConv2d } = fusedOps();
    const reader = new ParamReader(params);
    const taps: Record<string, Tensor> = {};
    const frames = positions(x.shape[1] ?? 0, stride);
    const outLengths = lengths.map((length) => positions(length, stride));
    const within = cutterOf(outLengths, frames);
    const image = reshape(x, [-1, x.shape[1] ?? 0, shape.bins, 1]);
    let hidden = conv2d(image, reader.take(), reader.take(), convolution);
    taps['stem'] = hidden;
    for (let block = 1; block <= depth; block++) {
      const own = depthwiseConv2d(within(hidden), reader.take(), reader.take(), { ...BLOCK, activation: 'relu' });
      hidden = conv2d(own, reader.take(), reader.take(), { ...POINT, activation: 'relu' });
      taps[`block${block}`] = hidden;
    }
    const rows = dropout(reshape(hidden, [-1, features]), rate, `block${depth}`, context);
    const logits = reshape(dense(rows, reader.take(), reader.take()), [-1, frames, shape.classes]);
    return { logits, outLengths, taps };
  };
}

/**
 * Puts zeros past the end of each row, where a bias left something: a filter that reaches there has to find what it finds
 * past the end of the longest row, the padding.
 */
function cutterOf(lengths: Int32Array, frames: number): (image: Tensor) => Tensor {
  if (lengths.every((length) => length >= frames)) return (image) => image;
  const mask = reshape(frameMask(lengths, frames), [lengths.length, frames, 1, 1]);
  return (image) => mul(image, mask);
}
