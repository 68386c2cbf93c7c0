import type { TaskId } from '../../engine/config/experiment.ts';
import { taskOn } from '../../state/fit-task.ts';
import { useDataset, useExperiment } from './studio-context.tsx';

/** What the next run will learn. */
export function useTask(): TaskId {
  const experiment = useExperiment((state) => state.experiment);
  const dataset = useDataset((state) => state.dataset);
  return taskOn(experiment, dataset);
}
