import { flatLength } from '../tensor/layout.ts';
import type { ModelCost, ParamInfo } from './model.ts';

/** Cost of a net from its layout and its multiply-accumulates a clip. */
export function costOf(layout: readonly ParamInfo[], macs: number): ModelCost {
  const parameters = flatLength(layout);
  return { parameters, macs, bytes: 4 * parameters };
}
