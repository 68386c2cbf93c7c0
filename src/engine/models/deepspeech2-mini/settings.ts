import type { ParamSpec, ParamValues } from '../../core/param-spec.ts';
import { readNumber, readSize, readStride, sizeParams, strideParam, type NetSize } from '../settings.ts';

/** `both`: each layer hears the utterance from both ends; `forward`: from its beginning alone, so that it can stream. */
const directions = ['both', 'forward'] as const;

/** `layer`: what each recurrent layer is given, frame by frame. */
const norms = ['none', 'layer'] as const;

/** Frames from answer to answer where a person has no other wish. */
const STRIDE = 2;

export const specs: readonly ParamSpec[] = [
  { kind: 'number', key: 'channels', min: 1, max: 128, step: 1, default: 32, integer: true, scale: 'log' },
  ...sizeParams({ min: 2, max: 1024, default: 128 }, { min: 1, max: 7, default: 2 }),
  strideParam(STRIDE),
  { kind: 'choice', key: 'directions', choices: directions, default: 'both' },
  { kind: 'choice', key: 'norm', choices: norms, default: 'none' },
];

export interface Settings extends NetSize {
  readonly channels: number;
  /** Frames from answer to answer. */
  readonly stride: number;
  /** Of each recurrent layer: 1 or 2. */
  readonly directions: number;
  /** Whether what recurrent layers are given is normalised. */
  readonly isNormed: boolean;
}

/** @throws StudioError `experiment/invalid` */
export function readSettings(settings: ParamValues): Settings {
  return {
    ...readSize(settings),
    channels: readNumber(settings, 'channels'),
    stride: readStride(settings, STRIDE),
    directions: settings['directions'] === 'forward' ? 1 : 2,
    isNormed: settings['norm'] === 'layer',
  };
}
