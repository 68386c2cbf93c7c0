import { checkTask } from '../config/check-task.ts';
import type { Experiment, TaskId } from '../config/experiment.ts';
import { invalid } from '../config/invalid.ts';
import { Rng } from '../core/rng.ts';
import { splits, type Dataset } from '../data/dataset.ts';
import type { FeatureShape } from '../data/feature-block.ts';
import { clipsWithin, withClips } from '../data/limits.ts';
import { methods } from '../distill/catalog.ts';
import { models } from '../models/catalog.ts';
import { tasks } from '../tasks/catalog.ts';
import { resolveTask } from '../tasks/resolve-task.ts';
import type { Task } from '../tasks/task.ts';
import { comparisonOf } from './comparison.ts';
import { featureMemory, type FeatureMemory, type MemoryGiven } from './feature-memory.ts';
import type { ReportUnlabelled } from './report.ts';
import { planShape, type SplitPlan } from './seed-plan.ts';
import { joinUnlabelled, withHeard } from './unlabelled.ts';

/** What is fixed for all seeds of a run, before any audio is read. Plain data. */
export interface RunPlan {
  readonly taskId: TaskId;
  /** Which utterances of the dataset, in its order; null for all. */
  readonly clips: Int32Array | null;
  /** Which utterances of its audio without labels come after them. */
  readonly heard: Int32Array;
  readonly plan: SplitPlan;
  /** Null where it hears none. */
  readonly unlabelled: ReportUnlabelled | null;
  readonly shape: FeatureShape;
  readonly memory: FeatureMemory;
}

export interface PlannedRun extends Omit<RunPlan, 'taskId' | 'clips' | 'heard'> {
  readonly task: Task;
  /** Limited to the clips of the run, and after them those without labels that it hears. */
  readonly dataset: Dataset;
}

/** @throws StudioError when the experiment cannot run on this dataset, or not with this memory */
export function planRun(given: Dataset, experiment: Experiment, memory: MemoryGiven): RunPlan {
  comparisonOf(experiment.trainings);
  const taskId = resolveTask(experiment.task, given);
  const task = tasks.get(taskId);
  checkTask(taskId, experiment.trainings, { models, methods });
  task.checkTrainable(given, experiment.task);
  const { maxClips } = experiment.limits;
  const clips = clipsWithin(given.utterances, maxClips, Rng.fromSeed(experiment.seed).fork('limit-clips'));
  const dataset = withClips(given, clips);
  const own = task.plan(dataset, experiment);
  // Enough clips of each class were there before the limit.
  if (splits.some((split) => own.members[split].length === 0))
    throw invalid('limits.maxClips', 'out-of-range', { value: maxClips ?? dataset.utterances.length });
  const { dataset: all, ...joined } = joinUnlabelled(dataset, own, task, experiment);
  const shape = planShape(all, joined.plan, experiment);
  return { taskId, clips, ...joined, shape, memory: featureMemory(joined.plan, shape, experiment, memory) };
}

/** A plan on the dataset that it was made for. */
export function plannedOn(dataset: Dataset, { taskId, clips, heard, ...plan }: RunPlan): PlannedRun {
  return { ...plan, task: tasks.get(taskId), dataset: withHeard(withClips(dataset, clips), heard) };
}
