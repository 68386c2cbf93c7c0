import type { Experiment } from '../../engine/config/experiment.ts';
import type { Dataset } from '../../engine/data/dataset.ts';
import { BlockFeatures } from '../../engine/experiment/block-features.ts';
import { ExperimentRun, type RunPorts, type RunRequest } from '../../engine/experiment/experiment-run.ts';
import { LocalFeatureMaker } from '../../engine/experiment/local-feature-maker.ts';
import type { RunEvent } from '../../engine/experiment/run-events.ts';
import { nodeTrainer } from '../node-trainer.ts';

export interface Given {
  readonly dataset: Dataset;
  readonly experiment: Experiment;
}

/** A run whose features are made in this thread, with all that it tells. */
export function prepareHere(request: Given & Partial<RunRequest>, ports: Partial<RunPorts> = {}) {
  const events: RunEvent[] = [];
  const run = new ExperimentRun(
    { runId: 'test', seeds: [1], ...request },
    {
      createTrainer: () => nodeTrainer(),
      createFeatures: () => new BlockFeatures(() => new LocalFeatureMaker(), 2),
      backend: { name: 'simd', known: {} },
      threads: 2,
      now: () => performance.now() / 1000,
      onEvent: (event) => events.push(event),
      onSnapshot: () => Promise.resolve(),
      ...ports,
    },
  );
  return { run, events };
}
