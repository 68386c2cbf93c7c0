import type { ParamInfo } from '../models/model.ts';

/** Numbers in one parameter. */
export function sizeOf(info: ParamInfo): number {
  return info.shape.reduce((product, side) => product * side, 1);
}

/** Numbers in the flat buffer of a layout. */
export function flatLength(layout: readonly ParamInfo[]): number {
  return layout.reduce((total, info) => total + sizeOf(info), 0);
}
