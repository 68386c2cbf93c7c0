import type { ParamValues } from '../../core/param-spec.ts';
import { costOf } from '../cost.ts';
import { convLayout, denseLayout } from '../layers.ts';
import type { ModelFamily, NetShape, ParamInfo } from '../model.ts';
import { positions } from '../positions.ts';
import { bandsOf, BLOCK, POINT, STEM } from './geometry.ts';
import { readSettings, specs } from './settings.ts';

function layout(shape: NetShape, settings: ParamValues): ParamInfo[] {
  const { width, depth } = readSettings(settings);
  const blocks = Array.from({ length: depth }, (_, i) => [
    ...convLayout(`blocks.${i}.depthwise`, [width, 1, ...BLOCK.kernel], 'he'),
    ...convLayout(`blocks.${i}.pointwise`, [width, width, ...POINT.kernel], 'he'),
  ]);
  return [
    ...convLayout('stem', [width, 1, ...STEM.kernel], 'he'),
    ...blocks.flat(),
    ...denseLayout('head', bandsOf(shape.bins) * width, shape.classes),
  ];
}

/**
 * A convolutional net that judges each frame, or spells: one convolution of 5 frames by 5 bands, every other band left,
 * `depth` depthwise-separable blocks (Zhang and others 2017, arXiv:1711.07128) of 5 frames by 3 bands, one dense layer a
 * frame. `width` is the number of channels. It answers to every `stride`th frame, and hears as far to each side as its
 * filters reach together: 2 + 2 `depth` `stride` frames. An utterance's answer does not depend on what lies past its end.
 */
export const frameCnn: ModelFamily = {
  id: 'frame-cnn',
  tasks: ['frames', 'ctc'],
  source: {
    title: 'Abdel-Hamid and others (2014): Convolutional neural networks for speech recognition',
    url: 'https://doi.org/10.1109/TASLP.2014.2339736',
  },
  params: specs,
  layout,
  cost: (shape, settings) => {
    const { width, depth, stride } = readSettings(settings);
    const aBlock = width * (BLOCK.kernel[0] * BLOCK.kernel[1] + width);
    const aPosition = width * STEM.kernel[0] * STEM.kernel[1] + depth * aBlock;
    const aFrame = bandsOf(shape.bins) * (aPosition + width * shape.classes);
    return costOf(layout(shape, settings), positions(shape.frames, stride) * aFrame);
  },
  outFrames: (frames, settings) => positions(frames, readSettings(settings).stride),
  outStride: (settings) => readSettings(settings).stride,
  load: () => import('./forward.ts'),
  golden: async () => (await import('./golden.json', { with: { type: 'json' } })).default,
  moreGoldens: async () => [(await import('./golden-sentences.json', { with: { type: 'json' } })).default],
};
