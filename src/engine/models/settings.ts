import { StudioError } from '../core/errors.ts';
import type { NumberParam, ParamValues } from '../core/param-spec.ts';

/** Width, depth and dropout: what every family lets a person set. */
export interface NetSize {
  readonly width: number;
  readonly depth: number;
  /** Share of the activations dropped between layers while training. */
  readonly dropout: number;
}

/** The three parameters that every family has, with its own limits. */
export function sizeParams(width: NetSizeRange, depth: NetSizeRange): readonly NumberParam[] {
  return [
    { kind: 'number', key: 'width', integer: true, scale: 'log', step: 1, ...width },
    { kind: 'number', key: 'depth', integer: true, step: 1, ...depth },
    { kind: 'number', key: 'dropout', min: 0, max: 0.8, step: 0.05, default: 0 },
  ];
}

interface NetSizeRange {
  readonly min: number;
  readonly max: number;
  readonly default: number;
}

/** Of nets that answer frame by frame: frames from answer to answer. */
export function strideParam(byDefault: number): NumberParam {
  return { kind: 'number', key: 'stride', min: 1, max: 4, step: 1, default: byDefault, integer: true };
}

/** @throws StudioError `experiment/invalid` when one is not a number. */
export function readSize(settings: ParamValues): NetSize {
  const read = (key: string): number => readNumber(settings, key);
  return { width: read('width'), depth: read('depth'), dropout: read('dropout') };
}

/**
 * @param byDefault what was trained before there was a choice has none
 * @throws StudioError `experiment/invalid` when it is not a number
 */
export function readStride(settings: ParamValues, byDefault: number): number {
  return settings['stride'] === undefined ? byDefault : readNumber(settings, 'stride');
}

/** @throws StudioError `experiment/invalid` when it is not a number. */
export function readNumber(settings: ParamValues, field: string): number {
  const value = settings[field];
  if (typeof value !== 'number') throw new StudioError('experiment/invalid', { field, value: String(value) });
  return value;
}
