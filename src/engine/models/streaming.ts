import type { ParamValues } from '../core/param-spec.ts';
import { models } from './catalog.ts';
import type { Surroundings } from './model.ts';

/** How a net answers while frames still come. */
export interface StreamGeometry extends Surroundings {
  /** Frames from answer to answer. */
  readonly stride: number;
}

/** Null for a net that has to hear the end first. */
export function streamGeometryOf(family: string, settings: ParamValues): StreamGeometry | null {
  const { streaming, outStride } = models.get(family);
  const surroundings = streaming?.(settings);
  return surroundings ? { ...surroundings, stride: outStride?.(settings) ?? 1 } : null;
}
