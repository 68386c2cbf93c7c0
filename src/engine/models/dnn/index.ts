import { costOf } from '../cost.ts';
import { denseLayout } from '../layers.ts';
import type { ModelFamily, NetShape, ParamInfo } from '../model.ts';
import { readSize, sizeParams } from '../settings.ts';
import type { ParamValues } from '../../core/param-spec.ts';

/** Inputs and outputs of each dense layer. */
function sides(shape: NetShape, settings: ParamValues): { inputs: number; outputs: number }[] {
  const { width, depth } = readSize(settings);
  return Array.from({ length: depth + 1 }, (_, i) => ({
    inputs: i === 0 ? shape.frames * shape.bins : width,
    outputs: i === depth ? shape.classes : width,
  }));
}

function layout(shape: NetShape, settings: ParamValues): ParamInfo[] {
  return sides(shape, settings).flatMap(({ inputs, outputs }, i) => denseLayout(`layers.${i}`, inputs, outputs));
}

/** A multilayer perceptron over the whole window: flattened features, `depth` hidden layers with ReLU, one dense layer. */
export const dnn: ModelFamily = {
  id: 'dnn',
  tasks: ['words'],
  source: {
    title: 'Chen, Parada, Heigold (2014): Small-footprint keyword spotting using deep neural networks',
    url: 'https://doi.org/10.1109/ICASSP.2014.6854370',
  },
  params: sizeParams({ min: 2, max: 1024, default: 256 }, { min: 1, max: 8, default: 2 }),
  layout,
  cost: (shape, settings) =>
    costOf(
      layout(shape, settings),
      sides(shape, settings).reduce((macs, { inputs, outputs }) => macs + inputs * outputs, 0),
    ),
  load: () => import('./forward.ts'),
  golden: async () => (await import('./golden.json', { with: { type: 'json' } })).default,
};
