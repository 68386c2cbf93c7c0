import { tensor, tensor1d, type Scalar, type Tensor } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { Rng } from '../../../core/rng.ts';
import { fusedOps, memory, mul, tidy, valueAndGradients } from '../../../tensor/index.ts';
import { relativeError } from '../../../tensor/suite/check.ts';
import { useBackend } from '../../../tensor/testing/node-backends.ts';
import { simd } from '../backend.ts';

const softmax = (row: readonly number[]): number[] => {
  const top = Math.max(...row);
  const powers = row.map((x) => Math.exp(x - top));
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / sum);
};

interface Known {
  readonly value: number;
  readonly gradient: number[];
}

/** In float64, row by row. */
function crossEntropy(logits: number[][], targets: number[][], weights: number[]): Known {
  let value = 0;
  const gradient = logits.flatMap((row, n) => {
    const probabilities = softmax(row);
    const target = targets[n]!;
    value -= weights[n]! * target.reduce((sum, t, k) => sum + (t === 0 ? 0 : t * Math.log(probabilities[k]!)), 0);
    return probabilities.map((p, k) => weights[n]! * (p - target[k]!));
  });
  return { value, gradient };
}

function divergence(students: number[][], teachers: number[][], temperature: number, weights: number[]): Known {
  let value = 0;
  const gradient = students.flatMap((row, n) => {
    const own = softmax(row.map((x) => x / temperature));
    const theirs = softmax(teachers[n]!.map((x) => x / temperature));
    value += temperature ** 2 * weights[n]! * theirs.reduce((sum, t, k) => sum + t * Math.log(t / own[k]!), 0);
    return own.map((p, k) => temperature * weights[n]! * (p - theirs[k]!));
  });
  return { value, gradient };
}

function drawRows(rng: Rng, rows: number, columns: number, scale: number): number[][] {
  return Array.from({ length: rows }, () => Array.from({ length: columns }, () => Math.fround(scale * rng.normal())));
}

/** The largest difference. */
const apart = (a: readonly number[], b: readonly number[]): number =>
  Math.max(...a.map((value, i) => Math.abs(value - b[i]!)));

const matrix = (rows: number[][]): Tensor => tensor(rows.flat(), [rows.length, rows[0]?.length ?? 0], 'float32');

/** Value and gradient of `factor` times a loss, so that the incoming gradient is not one. */
async function measure(logits: Tensor, loss: () => Scalar, factor: number): Promise<Known> {
  const { total, gradients } = valueAndGradients([logits], () => ({ total: mul<Scalar>(loss(), factor), named: {} }));
  const value = (await total.data())[0]!;
  const gradient = Array.from(await gradients[0]!.data());
  for (const used of [total, ...gradients]) used.dispose();
  return { value: value / factor, gradient: gradient.map((x) => x / factor) };
}

const shapes: [number, number][] = [
  [1, 1],
  [1, 2],
  [3, 3],
  [4, 4],
  [5, 7],
  [32, 12],
  [128, 35],
  [900, 39],
];

describe.each([1, 2])('losses of rows on %d threads', (threads) => {
  beforeAll(() => useBackend('simd', threads));

  it.each(shapes)('are those of float64 for %d rows of %d classes', async (rows, columns) => {
    const rng = Rng.fromSeed(rows * 100 + columns);
    for (const scale of [0.1, 4, 40]) {
      const students = drawRows(rng, rows, columns, scale);
      const teachers = drawRows(rng, rows, columns, scale);
      const targets = drawRows(rng, rows, columns, 1).map(softmax);
      const weights = Array.from({ length: rows }, (_, n) => (n % 5 === 4 ? 0 : rng.float() / rows));
      const [logits, other, goal, shares] = [matrix(students), matrix(teachers), matrix(targets), tensor1d(weights)];
      const hard = await measure(logits, () => fusedOps().softmaxCrossEntropy(logits, goal, shares), 0.3);
      const knownHard = crossEntropy(students, targets, weights);
      expect(Math.abs(hard.value - knownHard.value)).toBeLessThan(2e-6 * (1 + knownHard.value));
      expect(relativeError(hard.gradient, knownHard.gradient)).toBeLessThan(3e-6);
      for (const temperature of [1, 4]) {
        const soft = await measure(logits, () => fusedOps().distillKl(logits, other, temperature, shares), 0.7);
        const knownSoft = divergence(students, teachers, temperature, weights);
        expect(Math.abs(soft.value - knownSoft.value)).toBeLessThan(3e-6 * (temperature ** 2 + knownSoft.value));
        // Probabilities that nearly agree cancel: what is left is exact to their own last places.
        const most = temperature * Math.max(...weights);
        expect(apart(soft.gradient, knownSoft.gradient)).toBeLessThan(5e-7 * most);
      }
      for (const used of [logits, other, goal, shares]) used.dispose();
    }
  });

  it.each([NaN, Infinity, -Infinity])('are no number with %d in the logits, even of a row without weight', (bad) => {
    tidy(() => {
      for (const [row, column] of [
        [0, 0],
        [1, 5],
        [2, 6],
      ] as const) {
        const logits = drawRows(Rng.fromSeed(3), 3, 7, 1);
        logits[row]![column] = bad;
        const clean = matrix(drawRows(Rng.fromSeed(4), 3, 7, 1));
        const oneHot = matrix(logits.map((line) => line.map((_, k) => (k === 2 ? 1 : 0))));
        const weights = tensor1d([1, 0, 1]);
        expect(fusedOps().softmaxCrossEntropy(matrix(logits), oneHot, weights).dataSync()[0]).toBeNaN();
        expect(fusedOps().distillKl(matrix(logits), clean, 2, weights).dataSync()[0]).not.toSatisfy(Number.isFinite);
        expect(fusedOps().distillKl(clean, matrix(logits), 2, weights).dataSync()[0]).not.toSatisfy(Number.isFinite);
      }
    });
  });

  it('of a student that equals its teacher is exactly zero', () => {
    tidy(() => {
      const logits = matrix(drawRows(Rng.fromSeed(9), 20, 11, 5));
      const weights = tensor1d(Array.from({ length: 20 }, () => 0.05));
      expect(fusedOps().distillKl(logits, logits, 3, weights).dataSync()[0]).toBe(0);
    });
  });

  it('refuse sides that do not fit', () => {
    tidy(() => {
      const [logits, short] = [matrix(drawRows(Rng.fromSeed(1), 3, 4, 1)), matrix(drawRows(Rng.fromSeed(1), 2, 4, 1))];
      expect(() => fusedOps().softmaxCrossEntropy(logits, short, tensor1d([1, 1, 1]))).toThrow(RangeError);
      expect(() => fusedOps().distillKl(logits, logits, 1, tensor1d([1, 1]))).toThrow(RangeError);
    });
  });
});

describe('a loss', () => {
  it('has the same bits with one thread and with three, and leaves nothing behind', async () => {
    const rng = Rng.fromSeed(8);
    const [students, teachers] = [drawRows(rng, 4000, 12, 3), drawRows(rng, 4000, 12, 3)];
    const weights = Array.from({ length: 4000 }, () => 1 / 4000);
    const of = async (threads: number): Promise<Known> => {
      await useBackend('simd', threads);
      const before = { tensors: memory().numTensors, bytes: simd().machine.heap.usedBytes };
      const [logits, other, shares] = [matrix(students), matrix(teachers), tensor1d(weights)];
      const known = await measure(logits, () => fusedOps().distillKl(logits, other, 2, shares), 1);
      for (const used of [logits, other, shares]) used.dispose();
      expect({ tensors: memory().numTensors, bytes: simd().machine.heap.usedBytes }).toEqual(before);
      return known;
    };
    expect(await of(3)).toEqual(await of(1));
  });
});
