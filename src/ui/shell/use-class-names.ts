import { useMemo } from 'react';
import { sourceMatches } from '../../state/studio.ts';
import { useDataset, useRun } from './studio-context.tsx';

/**
 * Names of the classes that the run on show is scored by, in order of their output units; empty when its dataset has been put away
 * and no report tells them.
 */
export function useClassNames(): readonly string[] {
  const report = useRun((state) => state.view.report);
  const experiment = useRun((state) => state.experiment);
  const dataset = useDataset((state) => state.dataset);
  const same = experiment && dataset && sourceMatches(experiment.data.source, dataset);
  const phones = useRun((state) => state.view.phones);
  const names = phones?.scored ?? report?.dataset.classes ?? (same ? dataset.classes.map(({ name }) => name) : []);
  // The same list while the names are the same: the report's must not draw everything anew.
  const told = JSON.stringify(names);
  return useMemo(() => JSON.parse(told) as readonly string[], [told]);
}
