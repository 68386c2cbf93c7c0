import type { Catalogs } from '../engine/config/catalogs.ts';
import type { Experiment, TaskConfig, TaskId } from '../engine/config/experiment.ts';
import { presets } from '../engine/config/presets/catalog.ts';
import { presetExperiment } from '../engine/config/resolve.ts';
import type { DatasetSummary } from './services.ts';

/** What of a dataset decides on the task. */
export type Held = Pick<DatasetSummary, 'task' | 'sentences'>;

/** What an experiment learns from a dataset: as asked for, or by what the data holds. */
export function taskOn({ task }: Pick<Experiment, 'task'>, held: Pick<Held, 'task'> | null): TaskId {
  return task.kind === 'auto' ? (held?.task ?? 'words') : task.kind;
}

/**
 * The experiment with the task asked for. Where its nets or its method cannot learn that, those of the first preset for it
 * that brings no data take their place; data, seed and limits stay.
 * @param asked null: what the data holds
 */
export function fitTask(
  experiment: Experiment,
  asked: TaskConfig['kind'] | null,
  held: Held,
  catalogs: Catalogs,
): { readonly experiment: Experiment; readonly switchedTo: TaskId | null } {
  const { kind: own } = experiment.task;
  const kind = asked ?? (own === held.task ? own : 'auto');
  const task = kind === 'auto' ? held.task : kind;
  const symbols = symbolsFor(experiment.task.symbols, task, held);
  if (canLearn(experiment, task, catalogs))
    return { experiment: { ...experiment, task: { ...experiment.task, kind, symbols } }, switchedTo: null };
  const preset = presets.all.find((one) => (one.task ?? 'words') === task && !one.changes.data?.source)!;
  const base = presetExperiment(preset.id, catalogs);
  const { seed, limits, data } = experiment;
  return {
    experiment: {
      ...base,
      seed,
      limits,
      data: { ...base.data, source: data.source },
      task: { ...base.task, ...(asked && { kind }), symbols },
    },
    switchedTo: task,
  };
}

function canLearn({ trainings }: Experiment, task: TaskId, { models, methods }: Catalogs): boolean {
  return trainings.every(
    ({ family, method }) => models.get(family).tasks.includes(task) && methods.get(method.id).tasks.includes(task),
  );
}

/** What is asked for where the data tells it, else the first that it does tell. */
function symbolsFor(
  asked: TaskConfig['symbols'],
  task: TaskId,
  { sentences }: Pick<Held, 'sentences'>,
): TaskConfig['symbols'] {
  if (task !== 'ctc' || sentences[asked]) return asked;
  return (Object.keys(sentences) as TaskConfig['symbols'][])[0] ?? asked;
}
