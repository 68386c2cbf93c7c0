import type { OptimiserConfig } from '../config/experiment.ts';

/**
 * Learning rate of a step: a linear warm-up to the configured rate, then constant or half a cosine towards zero
 * (Loshchilov, Hutter 2017, arXiv:1608.03983, without restarts).
 * @param step 0 for the first
 * @param totalSteps steps of the training, warm-up included
 */
export function learningRateAt(step: number, config: OptimiserConfig, totalSteps: number): number {
  const { learningRate, warmupSteps, schedule } = config;
  if (step < warmupSteps) return (learningRate * (step + 1)) / warmupSteps;
  if (schedule === 'constant') return learningRate;
  const progress = Math.min(1, (step - warmupSteps) / Math.max(1, totalSteps - warmupSteps));
  return (learningRate * (1 + Math.cos(Math.PI * progress))) / 2;
}
