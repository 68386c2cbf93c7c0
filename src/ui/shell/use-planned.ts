import { useMemo } from 'react';
import type { Training } from '../../engine/config/experiment.ts';
import { models } from '../../engine/models/catalog.ts';
import type { ModelCost } from '../../engine/models/model.ts';
import { castOf } from '../../state/cast.ts';
import type { Cast, CastRole } from '../../state/cast.ts';
import { netShape } from '../../state/net-shape.ts';
import { useDataset, useExperiment } from './studio-context.tsx';

export interface Planned {
  readonly cast: Cast;
  /** Null until a dataset is in use. */
  readonly costs: Readonly<Record<CastRole, ModelCost | null>>;
  /** Labels that each may see, by the share that is set; the exact draw is by class. */
  readonly labels: { readonly teacher: number; readonly students: number } | null;
}

/** What the next run will train, before it runs. */
export function usePlanned(): Planned {
  const experiment = useExperiment((state) => state.experiment);
  const dataset = useDataset((state) => state.dataset);
  return useMemo(() => {
    const cast = castOf(experiment.trainings);
    const shape = dataset && netShape(dataset.windowSeconds, experiment.frontEnd, dataset.classes.length);
    const cost = (training: Training | undefined): ModelCost | null =>
      training && shape ? models.get(training.family).cost(shape, training.model) : null;
    const clips = Math.min(dataset?.splits?.train.clips ?? 0, experiment.limits.maxClips ?? Infinity);
    const classes = dataset?.classes.length ?? 0;
    const students = Math.min(clips, Math.max(3 * classes, Math.round((clips * experiment.data.labelShare) / 100)));
    return {
      cast,
      costs: { teacher: cost(cast.teacher), alone: cost(cast.alone), distilled: cost(cast.distilled) },
      labels: clips > 0 ? { teacher: experiment.data.teacherLabels === 'all' ? clips : students, students } : null,
    };
  }, [experiment, dataset]);
}
