import type { Experiment, Training } from '../engine/config/experiment.ts';
import type { NetShape } from '../engine/models/model.ts';
import type { BackendRequest, TrainerSetup } from '../engine/train/trainer.ts';

/** The training without its teachers, over just one batch of clips. */
export function probeSetup(
  training: Training,
  experiment: Experiment,
  { frames, bins, classes }: NetShape,
  backend: BackendRequest,
): TrainerSetup {
  const { batchSize } = training.optimiser;
  const labels = new Int32Array(batchSize).map((_, i) => i % classes);
  return {
    runId: 'probe',
    experiment: { ...experiment, data: { ...experiment.data, noise: { ...experiment.data.noise, versions: 1 } } },
    training: {
      ...training,
      method: { id: 'none', params: {} },
      teachers: [],
      data: 'all',
      // There is nothing to learn from made-up features, and a bold rate would end in NaN.
      optimiser: { ...training.optimiser, learningRate: 0 },
    },
    seed: experiment.seed,
    shape: { frames, bins, windowSamples: 0 },
    normaliser: { mean: new Float32Array(bins), inverseDeviation: new Float32Array(bins).fill(1) },
    classes: Array.from({ length: classes }, (_, i) => String(i)),
    labels: { train: labels, validation: labels, test: labels },
    labelled: Int32Array.from(labels.keys()),
    teachers: [],
    reference: null,
    resume: null,
    backend,
  };
}
