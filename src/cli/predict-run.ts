import type { Experiment } from '../engine/config/experiment.ts';
import type { Dataset } from '../engine/data/dataset.ts';
import { samplesIn } from '../engine/data/samples/kept-bytes.ts';
import { StepForecaster } from '../engine/experiment/forecast/forecaster.ts';
import { sizeOfPlan } from '../engine/experiment/forecast/plan-size.ts';
import { planRun } from '../engine/experiment/plan-run.ts';
import type { ListedFolder } from './load-folder.ts';
import { featureBytes, startFeatureMaker, startTrainer } from './run-in-node.ts';
import { samplesInMemory } from './sample-room.ts';

/** What a run on data would take here, measured in a few seconds. */
export interface Prediction {
  /** The preset whose run it is. */
  readonly preset: string;
  /** To read and decode all files; null where none could be decoded. */
  readonly readSeconds: number | null;
  /** To make the features of one seed. */
  readonly featureSeconds: number;
  /** Of one seed, features included; reading comes before it. */
  readonly runSeconds: number;
  /** Of the dataset, and of what is heard without labels, where they are kept on a device: samples, and those features that are kept too. */
  readonly diskBytes: number;
  /** Of samples and features in memory; the nets come to it. */
  readonly memoryBytes: number;
  /** Where the features of all training clips do not fit into memory, as the report says it. */
  readonly features?: 'portions';
}

export interface PredictOptions {
  readonly backend: string;
  readonly threads: number;
  /** That features may take. */
  readonly memoryBytes?: number;
}

/** @throws StudioError when the experiment cannot run on this data, or the features do not fit into memory */
export async function predictRun(
  { dataset, readSeconds }: ListedFolder,
  experiment: Experiment,
  { backend, threads, memoryBytes = featureBytes() }: PredictOptions,
): Promise<Prediction> {
  const size = sizeOfPlan(dataset, planRun(dataset, experiment, { memoryBytes, threads }), experiment);
  const forecaster = new StepForecaster({
    createProber() {
      const trainer = startTrainer();
      return { probe: (setup) => trainer.probe(setup), end: () => void trainer.dispose() };
    },
    createFeatureProber() {
      const maker = startFeatureMaker();
      return { measureMs: (work) => maker.measureMs(work), end: () => void maker.dispose() };
    },
    request: () => Promise.resolve({ name: backend, known: {} }),
    keep: () => undefined,
    threads,
  });
  const { featureSeconds, secondsPerSeed } = await forecaster.forecast(experiment, size, new AbortController().signal);
  return {
    preset: experiment.preset,
    readSeconds: readSeconds && rounded(readSeconds),
    featureSeconds: rounded(featureSeconds),
    runSeconds: rounded(secondsPerSeed),
    diskBytes: size.diskBytes,
    memoryBytes: size.memoryBytes + heldSampleBytes(dataset),
    ...(size.clips.inPortions && { features: 'portions' as const }),
  };
}

/** Each lies in memory or in a file of its own. */
function heldSampleBytes(dataset: Dataset): number {
  const { unlabelled } = dataset;
  return samplesInMemory(samplesIn(dataset)) + (unlabelled ? samplesInMemory(samplesIn(unlabelled)) : 0);
}

/** To three digits: a run of some milliseconds takes more than none. */
function rounded(seconds: number): number {
  return Number(seconds.toPrecision(3));
}
