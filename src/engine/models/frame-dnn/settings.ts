import type { ParamSpec, ParamValues } from '../../core/param-spec.ts';
import { readNumber, readSize, readStride, sizeParams, strideParam, type NetSize } from '../settings.ts';

/** Each frame is answered to unless asked otherwise. */
const STRIDE = 1;

export const specs: readonly ParamSpec[] = [
  { kind: 'number', key: 'context', min: 0, max: 30, step: 1, default: 7, integer: true },
  ...sizeParams({ min: 2, max: 2048, default: 256 }, { min: 1, max: 8, default: 2 }),
  strideParam(STRIDE),
];

export interface Settings extends NetSize {
  /** Frames on each side of the one that is judged. */
  readonly context: number;
  /** Frames from answer to answer. */
  readonly stride: number;
}

/** @throws StudioError `experiment/invalid` */
export function readSettings(settings: ParamValues): Settings {
  return {
    ...readSize(settings),
    context: readNumber(settings, 'context'),
    stride: readStride(settings, STRIDE),
  };
}
