import { describe, expect, it } from 'vitest';
import type { OptimiserConfig } from '../config/experiment.ts';
import { learningRateAt } from './schedule.ts';

const config = (schedule: 'constant' | 'cosine', warmupSteps: number): OptimiserConfig => ({
  name: 'adam',
  learningRate: 0.01,
  schedule,
  warmupSteps,
  batchSize: 32,
  steps: 100,
  clipNorm: 0,
  patience: 0,
});

describe('the learning rate', () => {
  it('rises evenly to the configured rate, never from zero', () => {
    const rates = [0, 1, 2, 3, 4, 5].map((step) => learningRateAt(step, config('constant', 5), 100));
    [0.002, 0.004, 0.006, 0.008, 0.01, 0.01].forEach((rate, step) => expect(rates[step]).toBeCloseTo(rate, 12));
  });

  it('stays constant without a schedule', () => {
    for (const step of [0, 50, 99, 1000]) expect(learningRateAt(step, config('constant', 0), 100)).toBe(0.01);
  });

  it.each([
    [10, 0.01],
    [40, 0.0075],
    [55, 0.005],
    [70, 0.0025],
    [100, 0],
    [120, 0],
  ])('after a warm-up of 10 falls by half a cosine: step %i', (step, rate) => {
    expect(learningRateAt(step, config('cosine', 10), 100)).toBeCloseTo(rate, 12);
  });

  it('does not divide by zero when the training is all warm-up', () => {
    expect(learningRateAt(5, config('cosine', 5), 5)).toBe(0.01);
  });
});
