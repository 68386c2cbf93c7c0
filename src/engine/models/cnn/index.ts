import type { ParamValues } from '../../core/param-spec.ts';
import { costOf } from '../cost.ts';
import { denseLayout } from '../layers.ts';
import type { ModelFamily, NetShape, ParamInfo } from '../model.ts';
import { readSize, sizeParams } from '../settings.ts';
import { BLOCK, STEM } from './geometry.ts';

function convLayout(name: string, shape: readonly [number, number, number, number]): ParamInfo[] {
  const [outputs, inputs, kh, kw] = shape;
  return [
    { name: `${name}.weight`, shape, init: { kind: 'he', fan: inputs * kh * kw } },
    { name: `${name}.bias`, shape: [outputs], init: { kind: 'constant', value: 0 } },
  ];
}

function layout(shape: NetShape, settings: ParamValues): ParamInfo[] {
  const { width, depth } = readSize(settings);
  const blocks = Array.from({ length: depth }, (_, i) => [
    ...convLayout(`blocks.${i}.depthwise`, [width, 1, ...BLOCK.kernel]),
    ...convLayout(`blocks.${i}.pointwise`, [width, width, 1, 1]),
  ]);
  return [
    ...convLayout('stem', [width, 1, ...STEM.kernel]),
    ...blocks.flat(),
    ...denseLayout('head', width, shape.classes),
  ];
}

/** Positions that the stem's filters take over the window. */
function positions({ frames, bins }: NetShape): number {
  const along = (size: number, axis: 0 | 1): number =>
    Math.floor((size + 2 * STEM.padding[axis] - STEM.kernel[axis]) / STEM.stride[axis]) + 1;
  return along(frames, 0) * along(bins, 1);
}

/**
 * DS-CNN without batch normalisation: one convolution of 10 frames by 4 bands, `depth` depthwise-separable blocks, mean
 * over all positions, one dense layer. `width` is the number of channels.
 */
export const cnn: ModelFamily = {
  id: 'cnn',
  source: {
    title: 'Zhang and others (2017): Hello Edge: keyword spotting on microcontrollers',
    url: 'https://arxiv.org/abs/1711.07128',
  },
  params: sizeParams({ min: 2, max: 256, default: 64 }, { min: 1, max: 6, default: 2 }),
  layout,
  cost: (shape, settings) => {
    const { width, depth } = readSize(settings);
    const aPosition =
      width * STEM.kernel[0] * STEM.kernel[1] + depth * width * (BLOCK.kernel[0] * BLOCK.kernel[1] + width);
    return costOf(layout(shape, settings), positions(shape) * aPosition + width * shape.classes);
  },
  load: () => import('./forward.ts'),
  golden: async () => (await import('./golden.json', { with: { type: 'json' } })).default,
};
