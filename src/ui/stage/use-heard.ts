import { useMemo } from 'react';
import { previewSettings, type PreviewSettings } from '../../engine/config/hearing.ts';
import { useDataset, useExperiment } from '../shell/studio-context.tsx';

/** What is heard and seen of the clip on show; null: the clip as recorded. */
export function useHeard(): PreviewSettings | null {
  const experiment = useExperiment((state) => state.experiment);
  const hearing = useDataset((state) => state.hearing);
  const version = useDataset((state) => state.version);
  return useMemo(() => previewSettings(experiment, hearing, version), [experiment, hearing, version]);
}
