import { useMemo } from 'react';
import type { Training } from '../../engine/config/experiment.ts';
import { models } from '../../engine/models/catalog.ts';
import type { ModelCost } from '../../engine/models/model.ts';
import { castOf } from '../../state/cast.ts';
import type { Cast, CastRole } from '../../state/cast.ts';
import { shapeOn } from '../../state/net-shape.ts';
import { plannedLabels } from './planned-labels.ts';
import type { PlannedLabels } from './planned-labels.ts';
import { useDataset, useExperiment } from './studio-context.tsx';

export interface Planned {
  readonly cast: Cast;
  /** Null until a dataset is in use. */
  readonly costs: Readonly<Record<CastRole, ModelCost | null>>;
  readonly labels: PlannedLabels | null;
}

/** What the next run will train, before it runs. */
export function usePlanned(): Planned {
  const experiment = useExperiment((state) => state.experiment);
  const dataset = useDataset((state) => state.dataset);
  return useMemo(() => {
    const cast = castOf(experiment.trainings);
    const shape = dataset && shapeOn(experiment, dataset);
    const cost = (training: Training | undefined): ModelCost | null =>
      training && shape ? models.get(training.family).cost(shape, training.model) : null;
    return {
      cast,
      costs: { teacher: cost(cast.teacher), alone: cost(cast.alone), distilled: cost(cast.distilled) },
      labels: dataset && plannedLabels(experiment, dataset),
    };
  }, [experiment, dataset]);
}
