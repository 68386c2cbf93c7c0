import { beforeAll, describe, expect, it } from 'vitest';
import { Rng } from '../../core/rng.ts';
import { models } from '../../models/catalog.ts';
import { layoutOf } from '../../train/net.ts';
import { Adam } from '../../train/optimiser.ts';
import {
  dispose,
  drawInitial,
  fusedOps,
  memory,
  packFlat,
  tensor,
  tidy,
  valueAndGradients,
} from '../../tensor/index.ts';
import { useBackend } from '../../tensor/testing/node-backends.ts';
import { gpu } from './backend.ts';

const SHAPE = { frames: 24, bins: 10, classes: 4, windowSamples: 0 };
const SETTINGS = { width: 12, depth: 2, dropout: 0 };
const BATCH = 5;

beforeAll(() => useBackend('webgpu'), 240_000);

/** Bytes that the device holds. */
const heldBytes = (): number => (memory() as unknown as { numBytesAllocatedInGPU: number }).numBytesAllocatedInGPU;
const batchOf = (rng: Rng, frames: number): Float32Array =>
  Float32Array.from({ length: BATCH * frames * SHAPE.bins }, () => rng.normal());

describe.each(['dnn', 'cnn', 'gru', 'lstm'])('%s on WebGPU', (family) => {
  it('gives the same answers from the same weights, 200 times saved, loaded and applied', async () => {
    const layout = layoutOf(family, SETTINGS, SHAPE, SHAPE.classes);
    const { build } = await models.get(family).load();
    const forward = build(SHAPE, SETTINGS);
    const rng = Rng.fromSeed(3);
    const x = batchOf(rng, SHAPE.frames);
    const lengths = new Int32Array(BATCH).fill(SHAPE.frames);
    let weights = drawInitial(layout, rng.fork('weights'));
    let first: Float32Array | null = null;
    for (let repetition = 0; repetition < 200; repetition++) {
      const adam = new Adam(layout, weights);
      const logits = tidy(
        () => forward(adam.params, tensor(x, [BATCH, SHAPE.frames, SHAPE.bins]), lengths, { training: false }).logits,
      );
      const answers = await logits.data<'float32'>();
      first ??= answers;
      expect(answers).toEqual(first);
      weights = await packFlat(adam.params);
      logits.dispose();
      adam.dispose();
    }
  });
});

describe.each(['gru', 'lstm'] as const)('%s on WebGPU', (cell) => {
  it('takes 3,200 steps with lengths that vary, and holds no more memory', async () => {
    const [units, inputs, most] = [8, 6, 60];
    const gates = cell === 'gru' ? 3 : 4;
    const layout = [
      [gates * units, inputs],
      [gates * units, units],
      [gates * units],
      [gates * units],
      [2, units],
      [2],
    ].map((shape, i) => ({ name: `p${i}`, shape, init: { kind: 'fan-in', fan: units } as const }));
    const adam = new Adam(layout, drawInitial(layout, Rng.fromSeed(9)));
    const losses: number[] = [];
    const step = async (number: number): Promise<void> => {
      // A hundred different batches, over and over.
      const rng = Rng.fromSeed(number % 100);
      const frames = 1 + Math.floor(rng.float() * most);
      const lengths = Int32Array.from({ length: 3 }, () => Math.floor(rng.float() * (frames + 1)));
      const data = Float32Array.from({ length: 3 * frames * inputs }, () => rng.normal());
      const { total, gradients } = valueAndGradients(adam.params, () => {
        const ops = fusedOps();
        const [input, hidden, inputBias, hiddenBias, w, b] = adam.params as [never, never, never, never, never, never];
        const x = tensor(data, [3, frames, inputs]);
        const states = ops[cell](x, { input, hidden, inputBias, hiddenBias }, { lengths, inputGradient: false });
        const logits = ops.dense(ops.meanOverTime(states, lengths), w, b);
        // Whether the first number of the first frame is positive.
        const targets = tensor(
          [0, 1, 2].flatMap((row) => (data[row * frames * inputs]! > 0 ? [1, 0] : [0, 1])),
          [3, 2],
        );
        return { total: ops.softmaxCrossEntropy(logits, targets, tensor([1 / 3, 1 / 3, 1 / 3])), named: {} };
      });
      adam.step(gradients, 1e-3, 1);
      if (number % 50 === 0) losses.push((await total.data())[0]!);
      dispose([total, ...gradients]);
    };
    const train = async (steps: number): Promise<{ tensors: number; bytes: number }> => {
      for (let i = 0; i < steps; i++) await step(i);
      await gpu().idle();
      return { tensors: memory().numTensors, bytes: heldBytes() };
    };
    // 64 rows of lengths are kept on the device: with a hundred batches what is there repeats itself after 1,600 steps.
    const settled = await train(1600);
    const after = await train(1600);
    expect(after.tensors).toBe(settled.tensors);
    expect(after.bytes).toBe(settled.bytes);
    expect(losses.every(Number.isFinite)).toBe(true);
    adam.dispose();
  });
});
