import type { ParamValues } from '../../core/param-spec.ts';
import { costOf } from '../cost.ts';
import { convLayout, denseLayout, normLayout, recurrentLayout } from '../layers.ts';
import type { ModelFamily, NetShape, ParamInfo } from '../model.ts';
import { positions } from '../positions.ts';
import { AROUND, halved, STEM } from './geometry.ts';
import { readSettings, specs } from './settings.ts';

/** Numbers a frame that each recurrent layer hears. */
function inputsOf(layer: number, { bins }: NetShape, settings: ParamValues): number {
  const { channels, width, directions } = readSettings(settings);
  return layer === 0 ? halved(bins) * channels : directions * width;
}

function layout(shape: NetShape, settings: ParamValues): ParamInfo[] {
  const { channels, width, depth, directions, isNormed } = readSettings(settings);
  const layers = Array.from({ length: depth }, (_, layer) => {
    const inputs = inputsOf(layer, shape, settings);
    const ways = ['', '_reverse'].slice(0, directions);
    return [
      ...(isNormed ? normLayout(`norm${layer}`, inputs) : []),
      ...ways.flatMap((direction) => recurrentLayout(layer, 3, inputs, width, direction)),
    ];
  });
  return [
    ...convLayout('stem', [channels, 1, ...STEM.kernel], 'fan-in'),
    ...layers.flat(),
    ...denseLayout('head', directions * width, shape.classes),
  ];
}

/**
 * A small Deep Speech 2: one convolution over time and frequency, `depth` layers of gated recurrent units, one dense layer
 * a frame. `width` is the units of a direction. It answers to every `stride`th frame, and an utterance's answer does not depend
 * on what lies past its end. Layers can be normalised frame by frame, in place of the paper's batch normalisation, which
 * would tie the clips of a batch together.
 */
export const deepspeech2Mini: ModelFamily = {
  id: 'deepspeech2-mini',
  tasks: ['ctc', 'frames'],
  source: {
    title: 'Amodei and others (2016): Deep Speech 2: end-to-end speech recognition in English and Mandarin',
    url: 'https://arxiv.org/abs/1512.02595',
  },
  params: specs,
  layout,
  cost: (shape, settings) => {
    const { channels, width, depth, stride, directions } = readSettings(settings);
    const stem = halved(shape.bins) * channels * STEM.kernel[0] * STEM.kernel[1];
    const layers = Array.from(
      { length: depth },
      (_, layer) => directions * 3 * width * (inputsOf(layer, shape, settings) + width),
    );
    const head = directions * width * shape.classes;
    const aFrame = stem + layers.reduce((sum, macs) => sum + macs, 0) + head;
    return costOf(layout(shape, settings), positions(shape.frames, stride) * aFrame);
  },
  outFrames: (frames, settings) => positions(frames, readSettings(settings).stride),
  outStride: (settings) => readSettings(settings).stride,
  streaming: (settings) =>
    readSettings(settings).directions === 1 ? { before: STEM.padding[0], after: AROUND - STEM.padding[0] } : null,
  load: () => import('./forward.ts'),
  golden: async () => (await import('./golden.json', { with: { type: 'json' } })).default,
  moreGoldens: async () => [(await import('./golden-forward.json', { with: { type: 'json' } })).default],
};
