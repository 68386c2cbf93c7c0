import { Rng } from '../core/rng.ts';
import type { FeatureBlock } from '../data/feature-block.ts';
import { TrainingSession } from './session.ts';
import type { TrainerSetup } from './trainer.ts';

const INFERENCE_RUNS = 40;
/** The first steps compile shaders and grow memory. */
const WARM_UP = 2;
const MAX_STEPS = 7;
/** Enough for a figure of two digits; slow nets get by with one step. */
const BUDGET_MS = 400;

/** Median milliseconds of a step of this training on made-up features, on the backend in use. */
export async function measureStepMs(setup: TrainerSetup): Promise<number> {
  const session = await TrainingSession.create({ ...setup, resume: null });
  try {
    session.addFeatures(noiseBlock(setup));
    const times: number[] = [];
    const began = performance.now();
    for (let step = 0; step < WARM_UP + MAX_STEPS; step++) {
      const start = performance.now();
      await session.takeStep();
      // Reading back makes a GPU finish.
      await session.readLosses();
      if (step >= WARM_UP || performance.now() - began > BUDGET_MS) times.push(performance.now() - start);
      if (times.length > 0 && performance.now() - began > BUDGET_MS) break;
    }
    return median(times);
  } finally {
    session.dispose();
  }
}

/** Median milliseconds of a forward pass of one clip. */
export async function measureInferenceMs(session: TrainingSession): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < INFERENCE_RUNS; run++) {
    const start = performance.now();
    await session.inferOne();
    times.push(performance.now() - start);
  }
  return median(times);
}

function median(times: number[]): number {
  times.sort((a, b) => a - b);
  return times[times.length >> 1]!;
}

function noiseBlock({ shape, labels, seed }: TrainerSetup): FeatureBlock {
  const rng = Rng.fromSeed(seed).fork('probe');
  const data = Float32Array.from({ length: labels.train.length * shape.frames * shape.bins }, () => rng.normal());
  return { split: 'train', version: 0, data };
}
