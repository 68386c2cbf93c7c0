import { availableParallelism, totalmem } from 'node:os';
import type { Experiment } from '../engine/config/experiment.ts';
import type { Dataset } from '../engine/data/dataset.ts';
import { BlockFeatures } from '../engine/experiment/block-features.ts';
import { ExperimentRun } from '../engine/experiment/experiment-run.ts';
import type { Report } from '../engine/experiment/report.ts';
import type { RunEvent } from '../engine/experiment/run-events.ts';
import type { RunSnapshot } from '../engine/experiment/snapshot.ts';
import type { TrainedPair } from '../engine/experiment/trained-pair.ts';
import { ThreadFeatures } from '../protocol/remote-features.ts';
import { ThreadTrainer } from '../protocol/thread-trainer.ts';
import { startNodeThread } from './node-thread.ts';

export interface NodeRunOptions {
  readonly experiment: Experiment;
  readonly dataset: Dataset;
  readonly seeds: readonly number[];
  readonly backend: string;
  /** That the trainings may use together; all cores by default. */
  readonly threads?: number;
  /** That features may take; half of what the machine has by default. */
  readonly memoryBytes?: number;
  readonly onEvent: (event: RunEvent) => void;
  readonly onTrained?: (pair: TrainedPair) => void;
  /** Where the run goes on from. */
  readonly resume?: RunSnapshot | null;
  /** Settles when it has been kept. */
  readonly onSnapshot?: (snapshot: RunSnapshot) => Promise<void>;
}

/** Of the machine's memory, for features: the samples lie in it too. */
const MEMORY_SHARE = 0.5;

/** Bytes that the features of a run may take here. */
export function featureBytes(): number {
  return MEMORY_SHARE * totalmem();
}

export const startFeatureMaker = () =>
  new ThreadFeatures(startNodeThread(new URL('./features.thread.ts', import.meta.url)));

export const startTrainer = () => new ThreadTrainer(startNodeThread(new URL('./train.thread.ts', import.meta.url)));

/** Runs an experiment with each training, and the front end, in a thread of its own. */
export async function runInNode({
  experiment,
  dataset,
  seeds,
  backend,
  threads = availableParallelism(),
  memoryBytes = featureBytes(),
  onEvent,
  onTrained = () => {},
  resume = null,
  onSnapshot = () => Promise.resolve(),
}: NodeRunOptions): Promise<Report> {
  const run = new ExperimentRun(
    { runId: 'terminal', experiment, dataset, seeds, resume },
    {
      createTrainer: startTrainer,
      createFeatures: () => new BlockFeatures(startFeatureMaker, threads),
      backend: { name: backend, known: {} },
      threads,
      memoryBytes,
      now: () => performance.now() / 1000,
      onEvent,
      onTrained,
      onSnapshot,
    },
  );
  const report = await run.start();
  if (!report) throw new Error('the run was stopped');
  return report;
}
