import type { ParamSpec } from '../../core/param-spec.ts';
import { createRegistry } from '../../core/registry.ts';
import type { Catalogs, FamilySpec, MethodSpec } from '../catalogs.ts';
import type { TaskId } from '../experiment.ts';

const width: ParamSpec = { kind: 'number', key: 'width', min: 1, max: 1024, step: 1, default: 64, integer: true };
const depth: ParamSpec = { kind: 'number', key: 'depth', min: 1, max: 6, step: 1, default: 2, integer: true };
const dropout: ParamSpec = { kind: 'number', key: 'dropout', min: 0, max: 0.9, step: 0.05, default: 0 };
const directions: ParamSpec = { kind: 'choice', key: 'directions', choices: ['both', 'forward'], default: 'both' };
const norm: ParamSpec = { kind: 'choice', key: 'norm', choices: ['none', 'layer'], default: 'none' };
const context: ParamSpec = { kind: 'number', key: 'context', min: 0, max: 30, step: 1, default: 7, integer: true };
const frameCell: ParamSpec = { kind: 'choice', key: 'cell', choices: ['gru', 'lstm'], default: 'gru' };
const cell: ParamSpec = { kind: 'choice', key: 'cell', choices: ['gated', 'plain'], default: 'gated' };

const everyTask: readonly TaskId[] = ['words', 'frames', 'ctc'];

/** Plug-ins with parameters of every kind; what validation does must not depend on which ones exist. */
export const testCatalogs: Catalogs = {
  models: createRegistry<FamilySpec>('family', [
    { id: 'dnn', tasks: everyTask, params: [width, depth, dropout] },
    {
      id: 'deepspeech2-mini',
      tasks: everyTask,
      params: [width, depth, dropout, { ...width, key: 'channels' }, directions, norm],
    },
    { id: 'gru', tasks: everyTask, params: [width, depth, dropout, cell] },
    { id: 'frame-dnn', tasks: everyTask, params: [context, width, depth, dropout] },
    { id: 'frame-rnn', tasks: everyTask, params: [width, depth, dropout, frameCell, directions] },
  ]),
  methods: createRegistry<MethodSpec>('method', [
    { id: 'none', tasks: everyTask, params: [], needsTeacher: false },
    {
      id: 'hinton',
      tasks: everyTask,
      params: [
        { kind: 'number', key: 'temperature', min: 0.1, max: 20, step: 0.1, default: 4, live: true },
        { kind: 'number', key: 'alpha', min: 0, max: 1, step: 0.05, default: 0.9, live: true },
      ],
      needsTeacher: true,
    },
    {
      id: 'ctc-frame',
      tasks: everyTask,
      params: [
        { kind: 'number', key: 'temperature', min: 0.1, max: 20, step: 0.1, default: 1, live: true },
        { kind: 'number', key: 'alpha', min: 0, max: 1, step: 0.05, default: 0.5, live: true },
      ],
      needsTeacher: true,
    },
  ]),
};
