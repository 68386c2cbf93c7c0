import type { Catalogs } from '../engine/config/catalogs.ts';
import type { Experiment } from '../engine/config/experiment.ts';
import type { Json } from '../engine/config/json.ts';
import { packOf } from '../engine/config/pack-name.ts';
import { StudioError } from '../engine/core/errors.ts';
import type { ErrorReport } from '../engine/core/errors.ts';
import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import { createDatasetStore, isRecorded } from './dataset-store.ts';
import type { DatasetStore } from './dataset-store.ts';
import { createExperimentStore } from './experiment-store.ts';
import type { ExperimentStore } from './experiment-store.ts';
import { createInputStore } from './recording/input-store.ts';
import type { InputStore } from './recording/input-store.ts';
import { createRecordingStore } from './recording/recording-store.ts';
import type { RecordingStore } from './recording/recording-store.ts';
import { createSaidClipsStore } from './recording/said-clips-store.ts';
import type { SaidClipsStore } from './recording/said-clips-store.ts';
import { createReviewStore } from './recording/review-store.ts';
import type { ReviewStore } from './recording/review-store.ts';
import { createForecastStore } from './forecast-store.ts';
import type { ForecastStore } from './forecast-store.ts';
import { createOfflineStore } from './offline-store.ts';
import type { OfflineStore } from './offline-store.ts';
import { createRunStore } from './run-store.ts';
import type { RunStore } from './run-store.ts';
import { createLiveStore } from './live-store.ts';
import { createSentenceStore } from './sentence-store.ts';
import type { SentenceStore } from './sentence-store.ts';
import type { LiveStore } from './live-store.ts';
import type { DatasetSummary, InterruptedRun, RunForecast, Services } from './services.ts';
import { underWay } from './run-view.ts';
import { createSettingsStore } from './settings-store.ts';
import type { SettingsStore } from './settings-store.ts';

export interface OfferState {
  /** A run cut short by a closed tab. */
  readonly interrupted: InterruptedRun | null;
  /** Why something that a person asked for did not happen. */
  readonly error: ErrorReport | null;
}

/** Preference: the recordings that were last offered and answered. */
const SEEN_RECORDINGS = 'seen-recordings';

/** The stores, joined: what happens in one is heard by the others that care. */
export interface Studio {
  readonly services: Services;
  readonly run: RunStore;
  readonly experiment: ExperimentStore;
  readonly dataset: DatasetStore;
  readonly input: InputStore;
  readonly recording: RecordingStore;
  readonly review: ReviewStore;
  readonly forecast: ForecastStore;
  readonly settings: SettingsStore;
  readonly live: LiveStore;
  readonly sentences: SentenceStore;
  readonly saidClips: SaidClipsStore;
  readonly offline: OfflineStore;
  readonly offers: StoreApi<OfferState>;
  /** Loads the pack, opens the link, looks for an interrupted run. */
  open(): Promise<void>;
  startRun(options: { readonly paused: boolean }): Promise<void>;
  /**
   * Begins the run on show anew with these changes (values by path), which can be undone. Does nothing where it cannot
   * begin (see {@link canBegin}).
   */
  startChanged(changes: Readonly<Record<string, Json>>): Promise<void>;
  /** Goes back to the pack, and to nets for it. */
  usePack(): Promise<void>;
  /** Trains the run that the recorded nets are from, to the same numbers. */
  runRecordedAgain(): Promise<void>;
  resumeInterrupted(): Promise<void>;
  discardInterrupted(): Promise<void>;
  /** Does what a person asked for; a refusal becomes a banner. */
  attempt(work: () => Promise<void>): Promise<void>;
}

export function createStudio(services: Services, catalogs: Catalogs, firstPreset: string): Studio {
  const run = createRunStore();
  const experiment = createExperimentStore(catalogs, firstPreset);
  const dataset = createDatasetStore(services.datasets);
  const input = createInputStore(services.microphone, services.preferences);
  const recording = createRecordingStore(services.microphone, services.recordings, input);
  const review = createReviewStore(services.recordings);
  const forecast = createForecastStore(services.forecaster);
  const settings = createSettingsStore(services.preferences);
  const live = createLiveStore(services.live, input, services.preferences);
  const sentences = createSentenceStore(live);
  const saidClips = createSaidClipsStore(live, services.live, services.recordings, review);
  const offline = createOfflineStore(services.offline);
  const offers = createStore<OfferState>(() => ({ interrupted: null, error: null }));

  const attempt = async (work: () => Promise<void>): Promise<void> => {
    try {
      offers.setState({ error: null });
      await work();
    } catch (thrown) {
      offers.setState({ error: StudioError.from(thrown).toReport() });
    }
  };
  /** Shows a run as being got ready from the wish on; one that is not accepted leaves no trace. */
  const expected = async <T>(chosen: Experiment, cost: RunForecast | null, begin: () => Promise<T>): Promise<T> => {
    const takeBack = run.expect(chosen, cost);
    try {
      return await begin();
    } catch (thrown) {
      takeBack();
      throw thrown;
    }
  };
  const askForecast = (): void => {
    const { dataset: current } = dataset.getState();
    if (current && current.refused === null) forecast.ask(experiment.getState().experiment, current);
  };

  /** A link, or a reload, may name a person's own audio that is kept here. */
  const useKeptOfLink = async (): Promise<void> => {
    const { source, unlabelled } = experiment.getState().experiment.data;
    await dataset.lookUpKept();
    const { kept } = dataset.getState();
    const isKept = (asked: string) => kept?.some(({ fingerprint }) => fingerprint === asked) === true;
    if (unlabelled !== null && isKept(unlabelled)) await dataset.restoreUnlabelled(unlabelled);
    if (source.kind === 'own' && isKept(source.fingerprint)) await dataset.useKept(source.fingerprint);
  };

  const startRun = (options: { readonly paused: boolean }): Promise<void> =>
    attempt(async () => {
      const { experiment: chosen, seedCount } = experiment.getState();
      offers.setState({ interrupted: null });
      const seeds = Array.from({ length: seedCount }, (_, i) => chosen.seed + i);
      await expected(chosen, forecast.getState().forecast, () => services.runner.start(chosen, seeds, options));
    });

  return {
    services,
    run,
    experiment,
    dataset,
    input,
    recording,
    review,
    forecast,
    settings,
    live,
    sentences,
    saidClips,
    offline,
    offers,
    attempt,
    async open() {
      services.runner.onEvent((event) => {
        run.receive(event);
        // Nets of frames are not for listening.
        if (event.kind === 'run-finished' && !event.report.phones) live.trained();
      });
      // Neither training nor listening is held up by measuring what a run would cost.
      when(
        () => underWay(run.getState().view) || settings.getState().place === 'speak',
        [run, settings],
        (busy) => {
          services.forecaster.setBusy(busy);
          if (!busy) askForecast();
        },
      );
      when(
        () => underWay(run.getState().view) || live.getState().status === 'opening',
        [run, live],
        (busy) => services.offline?.setBusy(busy),
      );
      const fragment = services.link.read();
      if (fragment !== '') experiment.openLink(fragment);
      services.link.onChange((changed) => experiment.openLink(changed));
      experiment.subscribe((state, before) => {
        if (state.experiment === before.experiment) return;
        services.link.replace(experiment.link());
        const { source } = state.experiment.data;
        const pack = packOf(source);
        // A preset, or a step back, may bring its own pack.
        if (pack && source !== before.experiment.data.source && !sourceMatches(source, dataset.getState().dataset))
          void dataset.loadPack(pack);
        askForecast();
      });
      dataset.subscribe((state, before) => {
        if (state.dataset !== before.dataset || state.unlabelled !== before.unlabelled) askForecast();
        // Recordings that were used or put away are not offered again, until there are others.
        if (state.staged === null && before.staged && isRecorded(before.staged))
          services.preferences.set(SEEN_RECORDINGS, before.staged.fingerprint);
      });
      await dataset.loadPack(packOf(experiment.getState().experiment.data.source) ?? 'words');
      await useKeptOfLink();
      await dataset.stageRecorded(services.preferences.get(SEEN_RECORDINGS));
      await attempt(async () => offers.setState({ interrupted: await services.session.interrupted() }));
      void offline.keep();
    },
    startRun,
    async startChanged(changes) {
      const { experiment: chosen } = experiment.getState();
      const shown = run.getState().experiment ?? chosen;
      // A press may come before the button is gone.
      if (!canBegin({ run, dataset }, shown)) return;
      if (shown !== chosen) experiment.replace(shown);
      experiment.edit(changes);
      await startRun({ paused: false });
    },
    async usePack() {
      await dataset.loadPack();
      const { dataset: pack } = dataset.getState();
      if (pack?.kind === 'pack') experiment.useSource({ kind: 'pack' }, pack);
    },
    async runRecordedAgain() {
      const recorded = live.getState().pair?.recorded;
      if (!recorded || !canBegin({ run, dataset }, recorded.experiment)) return;
      experiment.replace(recorded.experiment);
      settings.goTo('train');
      await startRun({ paused: false });
    },
    resumeInterrupted: () =>
      attempt(async () => {
        const { interrupted } = offers.getState();
        if (!interrupted) return;
        experiment.replace(interrupted.experiment);
        offers.setState({ interrupted: null });
        const { unlabelled } = interrupted.experiment.data;
        if (unlabelled !== null) await dataset.restoreUnlabelled(unlabelled);
        dataset.adopt(await expected(interrupted.experiment, null, () => services.session.resumeInterrupted()));
      }),
    discardInterrupted: () =>
      attempt(async () => {
        offers.setState({ interrupted: null });
        await services.session.discard();
      }),
  };
}

/** Calls `changed` whenever the answer becomes another; it is no at first. */
function when(
  isSo: () => boolean,
  stores: readonly { subscribe(listener: () => void): unknown }[],
  changed: (is: boolean) => void,
): void {
  let was = false;
  const look = () => {
    if (isSo() === was) return;
    was = !was;
    changed(was);
  };
  for (const store of stores) store.subscribe(look);
}

/** True when no run is under way, and the audio at hand is what the experiment names, and can be trained on. */
export function canBegin({ run, dataset }: Pick<Studio, 'run' | 'dataset'>, { data }: Experiment): boolean {
  const { dataset: current, unlabelled } = dataset.getState();
  const isHeard = data.unlabelled === null || data.unlabelled === unlabelled?.fingerprint;
  return !underWay(run.getState().view) && sourceMatches(data.source, current) && current?.refused === null && isHeard;
}

/** True when the dataset in use is the one that the experiment names. */
export function sourceMatches(
  source: { readonly kind: 'pack' | 'digits' } | { readonly kind: 'own'; readonly fingerprint: string },
  dataset: Pick<DatasetSummary, 'kind' | 'name' | 'fingerprint'> | null,
): boolean {
  if (!dataset) return false;
  return source.kind === 'own'
    ? dataset.kind === 'own' && dataset.fingerprint === source.fingerprint
    : dataset.kind === 'pack' && dataset.name === packOf(source);
}
