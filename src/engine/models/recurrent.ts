import type { ParamValues } from '../core/param-spec.ts';
import { costOf } from './cost.ts';
import { denseLayout, recurrentLayout } from './layers.ts';
import type { ModelFamily, NetShape, ParamInfo } from './model.ts';
import { readSize, sizeParams } from './settings.ts';

/**
 * The pure half of a family of recurrent nets: `depth` layers, mean over the valid frames, one dense
 * layer. The mean reaches every frame at once; on the last state alone, short words with pauses around train several times
 * slower.
 */
export function recurrentFamily(
  own: Pick<ModelFamily, 'id' | 'source' | 'load' | 'golden'> & { readonly gates: number },
): ModelFamily {
  const { id, source, load, golden, gates } = own;
  const layout = (shape: NetShape, settings: ParamValues): ParamInfo[] => {
    const { width, depth } = readSize(settings);
    const layers = Array.from({ length: depth }, (_, layer) =>
      recurrentLayout(layer, gates, layer === 0 ? shape.bins : width, width),
    );
    return [...layers.flat(), ...denseLayout('head', width, shape.classes)];
  };
  return {
    id,
    tasks: ['words'],
    source,
    load,
    golden,
    params: sizeParams({ min: 2, max: 512, default: 128 }, { min: 1, max: 4, default: 1 }),
    layout,
    cost: (shape, settings) => {
      const { width, depth } = readSize(settings);
      const aFrame = gates * width * (shape.bins + width) + (depth - 1) * gates * width * 2 * width;
      return costOf(layout(shape, settings), shape.frames * aFrame + width * shape.classes);
    },
  };
}
