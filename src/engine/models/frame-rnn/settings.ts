import type { ParamSpec, ParamValues } from '../../core/param-spec.ts';
import { readSize, sizeParams, type NetSize } from '../settings.ts';

const cells = ['gru', 'lstm'] as const;
/** `both`: each layer hears the utterance from both ends; `forward`: from its beginning alone, so that it can stream. */
const directions = ['both', 'forward'] as const;

export const specs: readonly ParamSpec[] = [
  ...sizeParams({ min: 2, max: 1024, default: 128 }, { min: 1, max: 5, default: 2 }),
  { kind: 'choice', key: 'cell', choices: cells, default: 'gru' },
  { kind: 'choice', key: 'directions', choices: directions, default: 'both' },
];

export interface Settings extends NetSize {
  readonly cell: (typeof cells)[number];
  /** Of each layer: 1 or 2. */
  readonly directions: number;
}

/** @throws StudioError `experiment/invalid` */
export function readSettings(settings: ParamValues): Settings {
  return {
    ...readSize(settings),
    cell: settings['cell'] === 'lstm' ? 'lstm' : 'gru',
    directions: settings['directions'] === 'forward' ? 1 : 2,
  };
}
