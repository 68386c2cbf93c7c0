import type { Experiment } from '../../engine/config/experiment.ts';
import { taskOn } from '../../state/fit-task.ts';
import type { DatasetSummary } from '../../engine/data/dataset-summary.ts';

export interface PlannedLabels {
  readonly teacher: number;
  readonly students: number;
}

/**
 * Labels that each may see, by the share that is set; the exact draw is by class. A limit of clips covers all splits
 * in proportion.
 * @returns null when there is nothing to train on
 */
export function plannedLabels(
  experiment: Experiment,
  dataset: Pick<DatasetSummary, 'classes' | 'clips' | 'splits' | 'task' | 'sentences' | 'timedPhones'>,
): PlannedLabels | null {
  const { data, limits, task } = experiment;
  const { classes, clips, splits, sentences, timedPhones } = dataset;
  const learnt = taskOn(experiment, dataset);
  const said = learnt === 'frames' ? timedPhones : learnt === 'ctc' ? sentences[task.symbols] : null;
  const all = said?.clips.train ?? splits?.train.clips ?? 0;
  if (all === 0) return null;
  const { maxClips } = limits;
  const train = maxClips === null || maxClips >= clips ? all : Math.max(1, Math.floor((maxClips * all) / clips));
  const share = Math.round((train * data.labelShare) / 100);
  const students = Math.min(train, Math.max(3 * Math.max(1, classes.length), share));
  return { teacher: data.teacherLabels === 'all' ? train : students, students };
}
