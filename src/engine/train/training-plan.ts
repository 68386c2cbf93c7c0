import { noisyVersions } from '../config/noisy-versions.ts';
import { Digest, digestOf } from '../core/hash.ts';
import { Rng } from '../core/rng.ts';
import { BatchPlan } from './batch-plan.ts';
import type { FairnessProof, TrainerSetup } from './trainer.ts';

/** Steps of a training. */
export function stepsOf({ training, experiment }: TrainerSetup): number {
  return Math.min(training.optimiser.steps, experiment.limits.maxSteps ?? Infinity);
}

/** The random stream of a training. Named by role, not by training: students that are compared start and draw alike. */
export function streamOf({ training, seed }: TrainerSetup): Rng {
  return Rng.fromSeed(seed).fork(training.role === 'student' ? 'student' : training.id);
}

/** Which clips a training draws, step by step. */
export function planOf(setup: TrainerSetup, stream: Rng): BatchPlan {
  const { training, labels, labelled, experiment } = setup;
  const pool = training.data === 'all' ? Int32Array.from(labels.train.keys()) : labelled;
  const versions = noisyVersions(experiment.data);
  return new BatchPlan(pool, training.optimiser.batchSize, versions, stream.fork('batches'));
}

/** @param initial weights, flat */
export function fairnessOf(setup: TrainerSetup, initial: Float32Array, plan: BatchPlan): FairnessProof {
  const steps = stepsOf(setup);
  return {
    initialWeights: new Digest().array(initial).hex(),
    batches: plan.digest(steps),
    optimiser: digestOf(setup.training.optimiser),
    steps,
  };
}
