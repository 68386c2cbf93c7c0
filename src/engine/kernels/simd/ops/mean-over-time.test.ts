import { mul, sum, tensor, type Scalar } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { Rng } from '../../../core/rng.ts';
import { fusedOps, memory, tidy, valueAndGradients } from '../../../tensor/index.ts';
import { relativeError } from '../../../tensor/suite/check.ts';
import { useBackend } from '../../../tensor/testing/node-backends.ts';

interface Means {
  readonly value: number[];
  readonly gradient: number[];
}

function naive(x: Float32Array, dy: Float32Array, [batch, frames, columns]: Shape, lengths?: Int32Array): Means {
  const value = new Array<number>(batch * columns).fill(0);
  const gradient = new Array<number>(batch * frames * columns).fill(0);
  for (let b = 0; b < batch; b++) {
    const count = Math.min(frames, lengths?.[b] ?? frames);
    for (let t = 0; t < count; t++)
      for (let n = 0; n < columns; n++) {
        const at = (b * frames + t) * columns + n;
        value[b * columns + n]! += x[at]! / count;
        gradient[at] = dy[b * columns + n]! / count;
      }
  }
  return { value, gradient };
}

type Shape = readonly [batch: number, frames: number, columns: number];

async function measure(x: Float32Array, dy: Float32Array, shape: Shape, lengths?: Int32Array): Promise<Means> {
  const before = memory().numTensors;
  const input = tensor(x, [...shape], 'float32');
  const incoming = tensor(dy, [shape[0], shape[2]], 'float32');
  const output = tidy(() => fusedOps().meanOverTime(input, lengths));
  const { total, gradients } = valueAndGradients([input], () => ({
    total: sum<Scalar>(mul(fusedOps().meanOverTime(input, lengths), incoming)),
    named: {},
  }));
  const [value, gradient] = [Array.from(await output.data()), Array.from(await gradients[0]!.data())];
  for (const used of [input, incoming, output, total, ...gradients]) used.dispose();
  expect(memory().numTensors).toBe(before);
  return { value, gradient };
}

const shapes: Shape[] = [
  [1, 1, 1],
  [2, 5, 3],
  [3, 4, 8],
  [4, 9, 13],
  [7, 98, 128],
  [32, 49, 200],
];

describe.each(['simd', 'cpu'] as const)('the mean over time on %s', (backend) => {
  it.each(shapes)('of %d sequences of %d frames of %d numbers is that of float64', async (...shape) => {
    const [batch, frames, columns] = shape;
    const rng = Rng.fromSeed(frames);
    const x = Float32Array.from({ length: batch * frames * columns }, () => rng.normal());
    const dy = Float32Array.from({ length: batch * columns }, () => rng.normal());
    // One row may be empty, one longer than there are frames.
    const lengths = Int32Array.from({ length: batch }, (_, b) =>
      b === 1 ? 0 : b === 2 ? frames + 3 : rng.int(frames),
    );
    for (const valid of [undefined, new Int32Array(batch).fill(frames), lengths]) {
      const known = naive(x, dy, shape, valid);
      for (const threads of backend === 'simd' ? [1, 2] : [1]) {
        await useBackend(backend, threads);
        const got = await measure(x, dy, shape, valid);
        expect(relativeError(got.value, known.value)).toBeLessThan(1e-6);
        expect(relativeError(got.gradient, known.gradient)).toBeLessThan(1e-6);
      }
    }
  });
});

describe('frames past the end', () => {
  it('are not read', async () => {
    await useBackend('simd');
    const x = Float32Array.of(1, 2, 3, 4, NaN, Infinity);
    const { value } = await measure(x, Float32Array.of(1, 1), [1, 3, 2], Int32Array.of(2));
    expect(value).toEqual([2, 3]);
  });
});
