import { checkTask } from '../config/check-task.ts';
import type { Experiment } from '../config/experiment.ts';
import { invalid } from '../config/invalid.ts';
import { Rng } from '../core/rng.ts';
import { splits, type Dataset } from '../data/dataset.ts';
import type { FeatureShape } from '../data/feature-block.ts';
import { limitClips } from '../data/limits.ts';
import { methods } from '../distill/catalog.ts';
import { models } from '../models/catalog.ts';
import { tasks } from '../tasks/catalog.ts';
import { resolveTask } from '../tasks/resolve-task.ts';
import type { Task } from '../tasks/task.ts';
import { comparisonOf } from './comparison.ts';
import { featureMemory, type FeatureMemory, type MemoryGiven } from './feature-memory.ts';
import type { ReportUnlabelled } from './report.ts';
import { planShape, type SplitPlan } from './seed-plan.ts';
import { joinUnlabelled } from './unlabelled.ts';

/** What is fixed for all seeds of a run, before any audio is read. */
export interface PlannedRun {
  readonly task: Task;
  /** Limited to the clips of the run, and after them those without labels that it hears. */
  readonly dataset: Dataset;
  readonly plan: SplitPlan;
  /** Null where it hears none. */
  readonly unlabelled: ReportUnlabelled | null;
  readonly shape: FeatureShape;
  readonly memory: FeatureMemory;
}

/** @throws StudioError when the experiment cannot run on this dataset, or not with this memory */
export function planRun(given: Dataset, experiment: Experiment, memory: MemoryGiven): PlannedRun {
  comparisonOf(experiment.trainings);
  const task = tasks.get(resolveTask(experiment.task, given));
  checkTask(task.id, experiment.trainings, { models, methods });
  task.checkTrainable(given, experiment.task);
  const { maxClips } = experiment.limits;
  const dataset = limitClips(given, maxClips, Rng.fromSeed(experiment.seed).fork('limit-clips'));
  const plan = task.plan(dataset, experiment);
  // Enough clips of each class were there before the limit.
  if (splits.some((split) => plan.members[split].length === 0))
    throw invalid('limits.maxClips', 'out-of-range', { value: maxClips ?? dataset.utterances.length });
  const joined = joinUnlabelled(dataset, plan, task, experiment);
  const shape = planShape(joined.dataset, joined.plan, experiment);
  return { task, ...joined, shape, memory: featureMemory(joined.plan, shape, experiment, memory) };
}
