import { getBackend, memory } from '@tensorflow/tfjs-core';
import { Rng } from '../../../src/engine/core/rng.ts';
import { simd } from '../../../src/engine/kernels/simd/backend.ts';
import { models } from '../../../src/engine/models/catalog.ts';
import { selectBackend } from '../../../src/engine/tensor/backends/select.ts';
import { lossOfClasses, startTraining } from './training.ts';

/** What lives at one moment. */
export interface Living {
  readonly tensors: number;
  readonly tensorBytes: number;
  /** What the kernels of `simd` ever took of their memory; null on other backends. */
  readonly kernelBytes: number | null;
}

export interface Growth {
  readonly backend: string;
  readonly before: Living;
  readonly after: Living;
  readonly stepMs: number;
}

const BATCH = 4;
/** What is made once is made by then. */
const WARM_UP = 20;

/** Trains the tiny net of a family's self-test for many steps on the backend that Stillhouse prefers, or on the named one. */
export async function grow(wanted: {
  readonly family: string;
  readonly steps: number;
  readonly backend: string;
}): Promise<Growth> {
  const family = models.get(wanted.family);
  const { name } = await selectBackend({ name: wanted.backend, known: {} }, family.id);
  const { shape, settings } = await family.golden();
  const rng = Rng.fromSeed(1);
  const x = Float32Array.from({ length: BATCH * shape.frames * shape.bins }, () => rng.normal());
  const answers = BATCH * (family.outFrames?.(shape.frames, settings) ?? 1);
  const labels = new Float32Array(answers * shape.classes);
  for (let row = 0; row < answers; row++) labels[row * shape.classes + (row % shape.classes)] = 1;
  const forward = (await family.load()).build(shape, settings);
  const training = startTraining(
    family.layout(shape, settings),
    lossOfClasses(forward, shape, { size: BATCH, x, labels }),
  );
  for (let step = 0; step < WARM_UP; step++) await training.step();
  const before = living();
  const start = performance.now();
  for (let step = 0; step < wanted.steps; step++) await training.step();
  const stepMs = (performance.now() - start) / wanted.steps;
  return { backend: name, before, after: living(), stepMs };
}

function living(): Living {
  const { numTensors, numBytes } = memory();
  const kernelBytes = getBackend() === 'simd' ? simd().machine.heap.reachedBytes : null;
  return { tensors: numTensors, tensorBytes: numBytes, kernelBytes };
}
