import { noisyVersions } from '../config/noisy-versions.ts';
import { Digest, digestOf } from '../core/hash.ts';
import { Rng } from '../core/rng.ts';
import { digestOfDraws, type BatchDraws } from './batch-draws.ts';
import { BatchPlan } from './batch-plan.ts';
import { BucketPlan } from './bucket-plan.ts';
import { PortionPlan } from './portion-plan.ts';
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
export function planOf(setup: TrainerSetup, stream: Rng): BatchDraws {
  const { training, labels, sequences, labelled, unlabelled = 0, experiment } = setup;
  const lengths = sequences?.lengths.train;
  const clips = Int32Array.from((lengths ?? labels.train).keys());
  const heard = training.teachers.length > 0 ? clips : clips.subarray(0, clips.length - unlabelled);
  const pool = training.data === 'all' ? heard : labelled;
  const versions = noisyVersions(experiment.data);
  const { batchSize } = training.optimiser;
  const draws = stream.fork('batches');
  return lengths
    ? new BucketPlan(pool, lengths, batchSize, versions, draws)
    : new BatchPlan(pool, batchSize, versions, draws);
}

/** What it draws in portions; null where training clips come whole. */
export function portionsOf(setup: TrainerSetup, draws: BatchDraws): PortionPlan | null {
  const { portionSteps, sequences, labels } = setup;
  if (!portionSteps) return null;
  const clips = (sequences?.lengths.train ?? labels.train).length;
  return new PortionPlan(draws, clips, stepsOf(setup), portionSteps);
}

/** @param initial weights, flat */
export function fairnessOf(setup: TrainerSetup, initial: Float32Array, plan: BatchDraws): FairnessProof {
  const steps = stepsOf(setup);
  return {
    initialWeights: new Digest().array(initial).hex(),
    batches: digestOfDraws(plan, steps),
    optimiser: digestOf(setup.training.optimiser),
    steps,
  };
}
