import type { ParamSpec, ParamValues } from '../../core/param-spec.ts';
import { readSize, readStride, sizeParams, strideParam, type NetSize } from '../settings.ts';

/** Each frame is answered to unless asked otherwise. */
const STRIDE = 1;

export const specs: readonly ParamSpec[] = [
  ...sizeParams({ min: 2, max: 256, default: 32 }, { min: 1, max: 8, default: 3 }),
  strideParam(STRIDE),
];

export interface Settings extends NetSize {
  /** Frames from answer to answer. */
  readonly stride: number;
}

/** @throws StudioError `experiment/invalid` */
export function readSettings(settings: ParamValues): Settings {
  return { ...readSize(settings), stride: readStride(settings, STRIDE) };
}
