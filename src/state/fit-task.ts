import type { Catalogs } from '../engine/config/catalogs.ts';
import type { Experiment, TaskConfig, TaskId } from '../engine/config/experiment.ts';
import { presetFor } from '../engine/config/presets/catalog.ts';
import { presetExperiment } from '../engine/config/resolve.ts';
import type { DatasetSummary } from './services.ts';

/** What of a dataset decides on the task. */
export type Held = Pick<DatasetSummary, 'task' | 'sentences' | 'timedPhones'>;

/** What an experiment learns from a dataset: as asked for, or by what the data holds. */
export function taskOn({ task }: Pick<Experiment, 'task'>, held: Pick<Held, 'task'> | null): TaskId {
  return task.kind === 'auto' ? (held?.task ?? 'words') : task.kind;
}

export interface FittingTask extends Pick<TaskConfig, 'kind' | 'symbols'> {
  readonly learnt: TaskId;
}

/**
 * What an experiment would learn from data, and in what it is written.
 * @param asked null: what the data holds
 */
export function taskFor({ task }: Pick<Experiment, 'task'>, asked: TaskConfig['kind'] | null, held: Held): FittingTask {
  const kind = asked ?? (tells(held, task.kind) ? task.kind : 'auto');
  const learnt = kind === 'auto' ? held.task : kind;
  return { kind, learnt, symbols: symbolsFor(task.symbols, learnt, held) };
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
  const { kind, learnt: task, symbols } = taskFor(experiment, asked, held);
  if (canLearn(experiment, task, catalogs))
    return { experiment: { ...experiment, task: { ...experiment.task, kind, symbols } }, switchedTo: null };
  const base = presetExperiment(presetFor(task).id, catalogs);
  const { seed, limits, data } = experiment;
  return {
    experiment: {
      ...base,
      seed,
      limits,
      data: { ...base.data, source: data.source, unlabelled: data.unlabelled },
      task: { ...base.task, ...(asked && { kind }), symbols },
    },
    switchedTo: task,
  };
}

/** Whether data holds what a task learns, be it not the first that is thought of. */
function tells({ task, sentences, timedPhones }: Held, kind: TaskConfig['kind']): boolean {
  if (kind === 'ctc' && Object.keys(sentences).length > 0) return true;
  return kind === task || (kind === 'frames' && timedPhones !== null);
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
