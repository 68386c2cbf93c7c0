import { RightOfWay } from './engine/core/right-of-way.ts';
import { BlockFeatures } from './engine/experiment/block-features.ts';
import { ExperimentRun } from './engine/experiment/experiment-run.ts';
import { inputDevices, onInputDevices, openMicrophone } from './platform/audio/microphone.ts';
import { ClipPlayer } from './platform/audio/player.ts';
import { DatasetLibrary } from './platform/datasets/dataset-library.ts';
import { Recordings } from './platform/datasets/recordings.ts';
import { BackendRecords } from './platform/backend-records.ts';
import { WorkerExperimentRunner } from './platform/experiment-runner.ts';
import { filesFromDrop, filesFromList, saveText } from './platform/files.ts';
import { StepForecaster } from './engine/experiment/forecast/forecaster.ts';
import { featureMemory } from './platform/feature-memory.ts';
import { browserGpuCheck } from './platform/gpu-check.ts';
import { LiveStudio } from './platform/live/live-studio.ts';
import { UtteranceLooker } from './platform/live/utterance-looker.ts';
import { addressLink, addressOptions } from './platform/link.ts';
import { PageKeeper } from './platform/offline/page-keeper.ts';
import { browserPreferences } from './platform/preferences.ts';
import { interruptedRuns } from './platform/storage/interrupted-runs.ts';
import { openStore } from './platform/storage/store.ts';
import { startWebThread } from './platform/web-thread.ts';
import { ThreadDatasets } from './protocol/thread-datasets.ts';
import { ThreadLive } from './protocol/remote-live.ts';
import { ThreadFeatures } from './protocol/remote-features.ts';
import { ThreadTrainer } from './protocol/thread-trainer.ts';
import type { Services } from './state/services.ts';
import { mount } from './ui/mount.tsx';

const startTrainThread = () =>
  startWebThread(
    'train/worker-died',
    (name) => new Worker(new URL('../workers/train.worker.ts', import.meta.url), { type: 'module', name }),
  );
const createTrainer = () => new ThreadTrainer(startTrainThread(), rightOfWay);
const createFeatureMaker = () =>
  new ThreadFeatures(
    startWebThread(
      'train/worker-died',
      (name) => new Worker(new URL('../workers/features.worker.ts', import.meta.url), { type: 'module', name }),
    ),
  );
const startDatasets = () =>
  startWebThread(
    'data/worker-died',
    (name) => new Worker(new URL('../workers/datasets.worker.ts', import.meta.url), { type: 'module', name }),
  );
const startCheckThread = () =>
  startWebThread(
    'train/worker-died',
    (name) => new Worker(new URL('../workers/check.worker.ts', import.meta.url), { type: 'module', name }),
  );
const startLive = () =>
  new ThreadLive(
    startWebThread(
      'live/worker-died',
      (name) => new Worker(new URL('../workers/live.worker.ts', import.meta.url), { type: 'module', name }),
    ),
  );
/** More would leave the page nothing while it opens. */
const MAX_DECODERS = 4;

const store = openStore(navigator.storage, navigator.locks);
// A browser that keeps nothing is told of when there is something to keep.
store.catch(() => undefined);
const backends = new BackendRecords(addressOptions().backend ?? 'auto', store);
const cores = navigator.hardwareConcurrency;
// Beyond two cores, one is the page's.
const threads = Math.max(1, cores > 2 ? cores - 1 : cores);
// Where the trainings have all cores, they let pass what the page draws. Steps that the forecast times do not.
const rightOfWay = crossOriginIsolated && threads === cores ? new RightOfWay() : null;
const memoryBytes = featureMemory();
const datasets = new ThreadDatasets(startDatasets, Math.min(MAX_DECODERS, threads));
const player = new ClipPlayer();
const recordings = new Recordings(datasets, player, store);
const library = new DatasetLibrary(datasets, recordings, player, store);

// What an import of an earlier visit left behind takes room until somebody looks.
void library.kept().catch(() => undefined);
const liveParts = { startThread: startLive, request: () => backends.request() };
const live = new LiveStudio(liveParts);
const looker = new UtteranceLooker(liveParts);

const runner = new WorkerExperimentRunner({
  createRun: (request, ports) => new ExperimentRun(request, ports),
  createTrainer,
  createFeatures: () => new BlockFeatures(createFeatureMaker, threads),
  dataset: ({ data }) => library.inUse(data.unlabelled !== null),
  plan: (dataset, experiment, memory) => library.planRun(dataset, experiment, memory),
  keepDataset: ({ data }) => library.keep(data.unlabelled !== null),
  backends,
  store,
  threads,
  memoryBytes,
  onTrained(pair) {
    // Single words are told by nets that answer once a clip, and sentences by those that spell: frames are only looked at.
    if (pair.task !== 'frames') live.keep(pair);
    if (pair.task !== 'words') looker.keep(pair);
  },
});

const forecaster = new StepForecaster({
  createProber() {
    const thread = startTrainThread();
    const trainer = new ThreadTrainer(thread);
    return { probe: (setup) => trainer.probe(setup), end: () => thread.terminate() };
  },
  createFeatureProber() {
    const maker = createFeatureMaker();
    return { measureMs: (work) => maker.measureMs(work), end: () => void maker.dispose() };
  },
  request: () => backends.request(),
  keep: (measured) => backends.measured(measured),
  threads,
});

const services: Services = {
  runner,
  forecaster: {
    async forecast(experiment, dataset, signal) {
      // Not before the pack is decoded: steps that are measured meanwhile would hold it up, and be slow themselves.
      const size = await library.sizeRun(dataset.id, experiment, { threads, memoryBytes: memoryBytes ?? Infinity });
      signal.throwIfAborted();
      return forecaster.forecast(experiment, size, signal);
    },
    setBusy: (busy) => forecaster.setBusy(busy),
  },
  datasets: library,
  recordings,
  live,
  looks: { lookAt: async (datasetId, index) => looker.lookAt(await library.samples(datasetId, index)) },
  microphone: { open: openMicrophone, devices: inputDevices, onDevices: onInputDevices },
  session: interruptedRuns(store, (snapshot) =>
    library.orAsBefore(async () => {
      const dataset = await library.restore(snapshot.datasetFingerprint);
      const { unlabelled } = snapshot.experiment.data;
      if (unlabelled !== null) await library.restoreUnlabelled(unlabelled);
      await runner.goOn(snapshot);
      return dataset;
    }),
  ),
  link: addressLink,
  preferences: browserPreferences,
  rightOfWay,
  gpuCheck: browserGpuCheck(startCheckThread),
  // What is being developed must come from its server.
  offline: import.meta.env.PROD
    ? new PageKeeper(`${import.meta.env.BASE_URL}service-worker.js`, import.meta.url)
    : null,
  files: { fromList: filesFromList, fromDrop: filesFromDrop, save: saveText },
};

const root = document.getElementById('root');
if (root) await mount(root, services);
