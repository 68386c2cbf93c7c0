import { Rng } from '../core/rng.ts';
import type { FeatureBlock } from '../data/feature-block.ts';
import { quantile } from '../metrics/quantile.ts';
import { onOneThread } from '../tensor/backends/one-thread.ts';
import { TrainingSession } from './session.ts';
import type { TrainerNeeds, TrainerSetup } from './trainer.ts';

/** Passes of one clip are timed in batches that last so long: the clock of a page may tick a tenth of a millisecond. */
const BATCH_MS = 2;
const MAX_PASSES_A_BATCH = 4096;
const INFERENCE_BATCHES = { least: 3, most: 20 } as const;
const INFERENCE_BUDGET_MS = 1000;
/** Steps are timed in rounds, so that a GPU is waited for once a round, as it is in training. */
const ROUNDS = 3;
const ROUND_MS = 40;
const MAX_STEPS_A_ROUND = 16;
/** Slow nets get by with one round. */
const BUDGET_MS = 250;
/** How many times slower than the best a single step must be to be measured no further. */
const CLEARLY_SLOWER = 4;

/** Names what the time of a step depends on, besides the backend and its threads; the frames, of which it has a little more or less, come last. */
export function netKeyOf({ training, shape, classes }: TrainerNeeds): string {
  const settings = Object.entries(training.model).sort(([a], [b]) => (a < b ? -1 : 1));
  return [
    ...settings.map(([name, value]) => `${name} ${value}`),
    `${shape.bins} to ${classes.length}`,
    `batch ${training.optimiser.batchSize}`,
    `frames ${shape.frames}`,
  ].join(', ');
}

/**
 * Median milliseconds of a step of this training on made-up features, on the backend in use.
 * @param bestMs of other backends: one that is clearly slower is measured by a single step
 */
export async function measureStepMs(setup: TrainerSetup, bestMs: number | null = null): Promise<number> {
  const session = await TrainingSession.create({ ...setup, resume: null });
  try {
    await session.addFeatures(noiseBlock(setup));
    const timed = async (steps: number): Promise<number> => {
      const start = performance.now();
      for (let step = 0; step < steps; step++) await session.takeStep();
      // Reading back makes a GPU finish.
      await session.readLosses();
      return (performance.now() - start) / steps;
    };
    // The first step compiles shaders and grows memory.
    await timed(1);
    const began = performance.now();
    const single = await timed(1);
    if (bestMs !== null && single > CLEARLY_SLOWER * bestMs) return single;
    const steps = Math.max(1, Math.min(MAX_STEPS_A_ROUND, Math.round(ROUND_MS / single)));
    const times: number[] = [];
    do times.push(await timed(steps));
    while (times.length < ROUNDS && performance.now() - began < BUDGET_MS);
    return quantile(times, 0.5);
  } finally {
    session.dispose();
  }
}

/**
 * Milliseconds of a forward pass of one clip, on the CPU on one thread, by the fastest tenth: whatever else a machine does
 * can only make a pass longer.
 */
export async function measureInferenceMs(session: TrainingSession): Promise<number> {
  const timed = async (passes: number): Promise<number> => {
    const start = performance.now();
    for (let pass = 0; pass < passes; pass++) await session.inferOne();
    return performance.now() - start;
  };
  return onOneThread(async () => {
    let passes = 1;
    while (passes < MAX_PASSES_A_BATCH && (await timed(passes)) < BATCH_MS) passes *= 2;
    const { least, most } = INFERENCE_BATCHES;
    const began = performance.now();
    const times: number[] = [];
    while (times.length < least || (times.length < most && performance.now() - began < INFERENCE_BUDGET_MS))
      times.push((await timed(passes)) / passes);
    const mean = times.reduce((sum, ms) => sum + ms, 0) / times.length;
    // A clock that ticks more coarsely than a batch lasts tells nothing of most of them.
    return quantile(times, 0.1) || mean;
  });
}

function noiseBlock({ shape, labels, sequences, seed }: TrainerSetup): FeatureBlock {
  const rng = Rng.fromSeed(seed).fork('probe');
  const frames = sequences
    ? sequences.lengths.train.reduce((sum, length) => sum + length, 0)
    : labels.train.length * shape.frames;
  const data = Float32Array.from({ length: frames * shape.bins }, () => rng.normal());
  return { split: 'train', version: 0, data };
}
