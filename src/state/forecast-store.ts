import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { Experiment } from '../engine/config/experiment.ts';
import type { DatasetSummary, Forecaster, RunForecast } from './services.ts';

/** Edits come in quick succession while a person types. */
const SETTLE_MS = 300;

export interface ForecastState {
  /** Null while it is being measured, and when it cannot be. */
  readonly forecast: RunForecast | null;
  /** It was tried in vain: memory refused, say, or a run under way. */
  readonly failed: boolean;
}

export interface ForecastStore extends StoreApi<ForecastState> {
  /** Asks anew; an answer to an older question is dropped. */
  ask(experiment: Experiment, dataset: DatasetSummary): void;
}

export function createForecastStore(forecaster: Forecaster): ForecastStore {
  const store = createStore<ForecastState>(() => ({ forecast: null, failed: false }));
  let abort = new AbortController();
  let asked: string | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const measure = async (experiment: Experiment, dataset: DatasetSummary, signal: AbortSignal): Promise<void> => {
    const forecast = await forecaster.forecast(experiment, dataset, signal).catch(() => null);
    if (!signal.aborted) store.setState({ forecast, failed: forecast === null });
  };

  return Object.assign(store, {
    ask(experiment: Experiment, dataset: DatasetSummary) {
      // What was measured on other audio is no guess for this one.
      if (asked !== dataset.fingerprint) store.setState({ forecast: null, failed: false });
      asked = dataset.fingerprint;
      abort.abort();
      abort = new AbortController();
      clearTimeout(timer);
      const { signal } = abort;
      timer = setTimeout(() => void measure(experiment, dataset, signal), SETTLE_MS);
    },
  });
}
