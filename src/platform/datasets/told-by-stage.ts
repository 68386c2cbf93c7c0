import type { ImportOptions, ImportProgress } from '../../engine/data/dataset-provider.ts';

export interface ImportingOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: ImportProgress) => void;
}

/** What the engine tells of an import, with the stage that it is in. */
export function toldByStage({ signal, onProgress }: ImportingOptions): ImportOptions {
  return { signal, onProgress: (done, total, stage = 'reading') => onProgress({ stage, done, total }) };
}
