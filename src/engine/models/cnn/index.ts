import type { ParamValues } from '../../core/param-spec.ts';
import { costOf } from '../cost.ts';
import { convLayout, denseLayout } from '../layers.ts';
import type { ModelFamily, NetShape, ParamInfo } from '../model.ts';
import { readSize, sizeParams } from '../settings.ts';
import { BLOCK, positions, STEM } from './geometry.ts';

function layout(shape: NetShape, settings: ParamValues): ParamInfo[] {
  const { width, depth } = readSize(settings);
  const blocks = Array.from({ length: depth }, (_, i) => [
    ...convLayout(`blocks.${i}.depthwise`, [width, 1, ...BLOCK.kernel], 'he'),
    ...convLayout(`blocks.${i}.pointwise`, [width, width, 1, 1], 'he'),
  ]);
  return [
    ...convLayout('stem', [width, 1, ...STEM.kernel], 'he'),
    ...blocks.flat(),
    ...denseLayout('head', positions(shape).bands * width, shape.classes),
  ];
}

/**
 * DS-CNN with two changes: no batch normalisation, and the mean is over time alone. One convolution of 10 frames by 4
 * bands, `depth` depthwise-separable blocks, one dense layer. `width` is the number of channels. A mean over the bands as
 * well forgets where in the spectrum a filter answered: a net of this size then hardly learns in some hundred steps.
 */
export const cnn: ModelFamily = {
  id: 'cnn',
  tasks: ['words'],
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
    const { frames, bands } = positions(shape);
    return costOf(layout(shape, settings), frames * bands * aPosition + bands * width * shape.classes);
  },
  load: () => import('./forward.ts'),
  golden: async () => (await import('./golden.json', { with: { type: 'json' } })).default,
};
