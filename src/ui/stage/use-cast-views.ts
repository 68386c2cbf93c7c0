import { useMemo } from 'react';
import { castOf } from '../../state/cast.ts';
import type { CastRole } from '../../state/cast.ts';
import type { RunView, TrainingView } from '../../state/run-view.ts';
import { useRun } from '../shell/studio-context.tsx';

export type CastViews = Readonly<Partial<Record<CastRole, TrainingView>>>;

/** The three trainings of the run on show, by their part; empty before the first run. */
export function useCastViews(): CastViews {
  return useCastOf(useRun((state) => state.view.trainings));
}

/** The same, of trainings that were taken from the run at another time. */
export function useCastOf(trainings: RunView['trainings']): CastViews {
  const experiment = useRun((state) => state.experiment);
  return useMemo(() => {
    if (!experiment) return {};
    const cast = castOf(experiment.trainings);
    const found = (role: CastRole) => {
      const view = cast[role] && trainings[cast[role].id];
      return view ? { [role]: view } : {};
    };
    return { ...found('teacher'), ...found('alone'), ...found('distilled') };
  }, [experiment, trainings]);
}
