import { useEffect, useState } from 'react';
import type { ClipSamples, Spectrogram } from '../../state/services.ts';
import { useHeard } from './use-heard.ts';
import { useDataset, useExperiment, useStudio } from '../shell/studio-context.tsx';

export interface ClipSound {
  readonly samples: ClipSamples;
  readonly spectrogram: Spectrogram;
}

/** Samples and features of the clip on show, by what is set and chosen to be heard; null until they are there. */
export function useClipSound(): ClipSound | null {
  const studio = useStudio();
  const datasetId = useDataset((state) => state.dataset?.id);
  const index = useDataset((state) => state.clip?.index);
  const frontEnd = useExperiment((state) => state.experiment.frontEnd);
  const settings = useHeard();
  const [sound, setSound] = useState<ClipSound | null>(null);
  useEffect(() => {
    if (datasetId === undefined || index === undefined) return;
    let wanted = true;
    const { datasets } = studio.services;
    const loaded: Promise<ClipSound> = settings
      ? datasets.preview(datasetId, index, settings).then(({ spectrogram, ...samples }) => ({ samples, spectrogram }))
      : Promise.all([datasets.samples(datasetId, index), datasets.spectrogram(datasetId, index, frontEnd)]).then(
          ([samples, spectrogram]) => ({ samples, spectrogram }),
        );
    loaded.then(
      (sound) => {
        if (wanted) setSound(sound);
      },
      (thrown: unknown) => {
        if (wanted) studio.dataset.report(thrown);
      },
    );
    return () => {
      wanted = false;
    };
  }, [studio, datasetId, index, frontEnd, settings]);
  return sound;
}
