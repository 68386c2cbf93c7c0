import { useMemo } from 'react';
import { sourceMatches } from '../../state/studio.ts';
import { useDataset, useRun } from './studio-context.tsx';

/**
 * Names of the classes of the run on show, in order of their output units; empty when its dataset has been put away
 * and no report tells them.
 */
export function useClassNames(): readonly string[] {
  const report = useRun((state) => state.view.report);
  const experiment = useRun((state) => state.experiment);
  const dataset = useDataset((state) => state.dataset);
  return useMemo(() => {
    if (report) return report.dataset.classes;
    const same = experiment && dataset && sourceMatches(experiment.data.source, dataset);
    return same ? dataset.classes.map(({ name }) => name) : [];
  }, [report, experiment, dataset]);
}
