import type { ParamValues } from '../../core/param-spec.ts';
import { costOf } from '../cost.ts';
import { denseLayout, recurrentLayout } from '../layers.ts';
import type { ModelFamily, NetShape, ParamInfo } from '../model.ts';
import { readSettings, specs } from './settings.ts';

const gatesOf = { gru: 3, lstm: 4 } as const;

/** Numbers a frame that each layer hears. */
function inputsOf(layer: number, { bins }: NetShape, settings: ParamValues): number {
  const { width, directions } = readSettings(settings);
  return layer === 0 ? bins : directions * width;
}

function layout(shape: NetShape, settings: ParamValues): ParamInfo[] {
  const { width, depth, cell, directions } = readSettings(settings);
  const ways = ['', '_reverse'].slice(0, directions);
  const layers = Array.from({ length: depth }, (_, layer) =>
    ways.flatMap((way) => recurrentLayout(layer, gatesOf[cell], inputsOf(layer, shape, settings), width, way)),
  );
  return [...layers.flat(), ...denseLayout('head', directions * width, shape.classes)];
}

/** Recurrent layers of gated or long short-term memory units that judge each frame. `width` is the units of a direction. */
export const frameRnn: ModelFamily = {
  id: 'frame-rnn',
  tasks: ['frames'],
  source: {
    title: 'Graves, Schmidhuber (2005): Framewise phoneme classification with bidirectional LSTM networks',
    url: 'https://doi.org/10.1016/j.neunet.2005.06.042',
  },
  params: specs,
  layout,
  cost: (shape, settings) => {
    const { width, depth, cell, directions } = readSettings(settings);
    const layers = Array.from(
      { length: depth },
      (_, layer) => directions * gatesOf[cell] * width * (inputsOf(layer, shape, settings) + width),
    );
    const aFrame = layers.reduce((sum, macs) => sum + macs, 0) + directions * width * shape.classes;
    return costOf(layout(shape, settings), shape.frames * aFrame);
  },
  outFrames: (frames) => frames,
  // The cells of an LSTM stay within its operation.
  streaming: (settings) => {
    const { cell, directions } = readSettings(settings);
    return cell === 'gru' && directions === 1 ? { before: 0, after: 0 } : null;
  },
  load: () => import('./forward.ts'),
  golden: async () => (await import('./golden.json', { with: { type: 'json' } })).default,
  moreGoldens: async () => [(await import('./golden-forward.json', { with: { type: 'json' } })).default],
};
