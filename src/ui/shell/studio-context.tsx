import { createContext, use } from 'react';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { DatasetState } from '../../state/dataset-store.ts';
import type { ExperimentState } from '../../state/experiment-store.ts';
import type { ForecastState } from '../../state/forecast-store.ts';
import type { InputState } from '../../state/recording/input-store.ts';
import type { RecordingState } from '../../state/recording/recording-store.ts';
import type { SaidClipsState } from '../../state/recording/said-clips-store.ts';
import type { ReviewState } from '../../state/recording/review-store.ts';
import type { LiveState } from '../../state/live-store.ts';
import type { OfflineState } from '../../state/offline-store.ts';
import type { SentenceState } from '../../state/sentence-store.ts';
import type { RunState } from '../../state/run-store.ts';
import type { SettingsState } from '../../state/settings-store.ts';
import type { OfferState, Studio } from '../../state/studio.ts';

const StudioContext = createContext<Studio | null>(null);

export function StudioProvider({ studio, children }: { readonly studio: Studio; readonly children: ReactNode }) {
  return <StudioContext value={studio}>{children}</StudioContext>;
}

export function useStudio(): Studio {
  const studio = use(StudioContext);
  if (!studio) throw new Error('no studio above this component');
  return studio;
}

export function useSentences<T>(select: (state: SentenceState) => T): T {
  return useStore(useStudio().sentences, select);
}

export function useRun<T>(select: (state: RunState) => T): T {
  return useStore(useStudio().run, select);
}

export function useExperiment<T>(select: (state: ExperimentState) => T): T {
  return useStore(useStudio().experiment, select);
}

export function useDataset<T>(select: (state: DatasetState) => T): T {
  return useStore(useStudio().dataset, select);
}

export function useInput<T>(select: (state: InputState) => T): T {
  return useStore(useStudio().input, select);
}

export function useRecording<T>(select: (state: RecordingState) => T): T {
  return useStore(useStudio().recording, select);
}

export function useReview<T>(select: (state: ReviewState) => T): T {
  return useStore(useStudio().review, select);
}

export function useSaidClips<T>(select: (state: SaidClipsState) => T): T {
  return useStore(useStudio().saidClips, select);
}

export function useForecast<T>(select: (state: ForecastState) => T): T {
  return useStore(useStudio().forecast, select);
}

export function useSettings<T>(select: (state: SettingsState) => T): T {
  return useStore(useStudio().settings, select);
}

export function useOffers<T>(select: (state: OfferState) => T): T {
  return useStore(useStudio().offers, select);
}

export function useLive<T>(select: (state: LiveState) => T): T {
  return useStore(useStudio().live, select);
}

export function useOffline<T>(select: (state: OfflineState) => T): T {
  return useStore(useStudio().offline, select);
}
