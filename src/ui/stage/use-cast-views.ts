import { useMemo } from 'react';
import { castOf } from '../../state/cast.ts';
import type { CastRole } from '../../state/cast.ts';
import type { TrainingView } from '../../state/run-view.ts';
import { useRun } from '../shell/studio-context.tsx';

/** The three trainings of the run on show, by their part; empty before the first run. */
export function useCastViews(): Readonly<Partial<Record<CastRole, TrainingView>>> {
  const experiment = useRun((state) => state.experiment);
  const trainings = useRun((state) => state.view.trainings);
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
