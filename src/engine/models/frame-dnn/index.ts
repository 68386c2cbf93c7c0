import type { ParamValues } from '../../core/param-spec.ts';
import { costOf } from '../cost.ts';
import { convLayout, denseLayout } from '../layers.ts';
import type { ModelFamily, NetShape, ParamInfo } from '../model.ts';
import { positions } from '../positions.ts';
import { readSettings, specs } from './settings.ts';

function layout(shape: NetShape, settings: ParamValues): ParamInfo[] {
  const { context, width, depth } = readSettings(settings);
  const hidden = Array.from({ length: depth - 1 }, (_, i) => denseLayout(`layers.${i + 1}`, width, width));
  return [
    ...convLayout('layers.0', [width, 1, 2 * context + 1, shape.bins], 'fan-in'),
    ...hidden.flat(),
    ...denseLayout('head', width, shape.classes),
  ];
}

/**
 * A multilayer perceptron that judges each frame by itself and its neighbours, `context` on each side (zeros beyond the
 * ends). Its first layer is written as a convolution whose filters are as high as the features: the same as a dense layer
 * on frames put side by side, which are never copied that way. It answers to every `stride`th frame.
 */
export const frameDnn: ModelFamily = {
  id: 'frame-dnn',
  tasks: ['frames', 'ctc'],
  source: {
    title: 'Hinton and others (2012): Deep neural networks for acoustic modeling in speech recognition',
    url: 'https://doi.org/10.1109/MSP.2012.2205597',
  },
  params: specs,
  layout,
  cost: (shape, settings) => {
    const { context, width, depth, stride } = readSettings(settings);
    const aFrame = (2 * context + 1) * shape.bins * width + (depth - 1) * width * width + width * shape.classes;
    return costOf(layout(shape, settings), positions(shape.frames, stride) * aFrame);
  },
  outFrames: (frames, settings) => positions(frames, readSettings(settings).stride),
  outStride: (settings) => readSettings(settings).stride,
  streaming: (settings) => {
    const { context } = readSettings(settings);
    return { before: context, after: context };
  },
  load: () => import('./forward.ts'),
  golden: async () => (await import('./golden.json', { with: { type: 'json' } })).default,
  moreGoldens: async () => [(await import('./golden-sentences.json', { with: { type: 'json' } })).default],
};
