import type { ParamSpec, ParamValues } from '../../core/param-spec.ts';
import { StudioError } from '../../core/errors.ts';
import { readSize, sizeParams, type NetSize } from '../settings.ts';

export const specs: readonly ParamSpec[] = [
  { kind: 'number', key: 'context', min: 0, max: 30, step: 1, default: 7, integer: true },
  ...sizeParams({ min: 2, max: 2048, default: 256 }, { min: 1, max: 8, default: 2 }),
];

export interface Settings extends NetSize {
  /** Frames on each side of the one that is judged. */
  readonly context: number;
}

/** @throws StudioError `experiment/invalid` */
export function readSettings(settings: ParamValues): Settings {
  const { context } = settings;
  if (typeof context !== 'number')
    throw new StudioError('experiment/invalid', { field: 'context', value: String(context) });
  return { ...readSize(settings), context };
}
