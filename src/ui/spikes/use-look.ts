import { useEffect, useState } from 'react';
import { StudioError } from '../../engine/core/errors.ts';
import type { ErrorReport } from '../../engine/core/errors.ts';
import type { UtteranceLook } from '../../engine/live/look-at.ts';
import type { ClipSamples } from '../../state/services.ts';
import { useStudio } from '../shell/studio-context.tsx';

export interface Look {
  readonly index: number;
  readonly samples: ClipSamples;
  readonly look: UtteranceLook;
}

/** What the nets make of a clip, and its sound; the one before it stays until it is there. */
export function useLook(
  datasetId: string,
  index: number,
): { readonly look: Look | null; readonly error: ErrorReport | null } {
  const { looks, datasets } = useStudio().services;
  const [look, setLook] = useState<Look | null>(null);
  const [error, setError] = useState<ErrorReport | null>(null);
  useEffect(() => {
    let wanted = true;
    Promise.all([looks.lookAt(datasetId, index), datasets.samples(datasetId, index)]).then(
      ([told, samples]) => {
        if (!wanted) return;
        setLook({ index, samples, look: told });
        setError(null);
      },
      (thrown: unknown) => {
        if (wanted) setError(StudioError.from(thrown).toReport());
      },
    );
    return () => {
      wanted = false;
    };
  }, [looks, datasets, datasetId, index]);
  return { look, error };
}
