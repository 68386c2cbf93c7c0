import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { useBackend } from '../../../tensor/testing/node-backends.ts';

/** The numbers of a result on one backend, flat. */
async function valuesOn(backend: 'simd' | 'cpu', compute: () => tf.Tensor): Promise<[number[], number[], string]> {
  await useBackend(backend, 2);
  const result = tf.tidy(compute);
  const values = Array.from(await result.data());
  result.dispose();
  return [values, result.shape, result.dtype];
}

/** Runs the same on both backends, from the same plain numbers. */
async function agree(compute: () => tf.Tensor, tolerance = 1e-5): Promise<void> {
  const [known, shape, dtype] = await valuesOn('cpu', compute);
  const [got, gotShape, gotDtype] = await valuesOn('simd', compute);
  expect([gotShape, gotDtype]).toEqual([shape, dtype]);
  expect(got.length).toBe(known.length);
  const isRight = (value: number, right: number): boolean =>
    Number.isFinite(right) ? Math.abs(value - right) <= tolerance * (1 + Math.abs(right)) : Object.is(value, right);
  const wrong = got.findIndex((value, i) => !isRight(value, known[i]!));
  expect(wrong < 0 ? null : { index: wrong, got: got[wrong], known: known[wrong] }).toBeNull();
}

const numbers = (size: number, seed: number): Float32Array =>
  Float32Array.from({ length: size }, (_, i) => Math.fround(3 * Math.sin(12.9898 * (i + 1) + seed)));

const made = (shape: number[], seed = 1): tf.Tensor =>
  tf.tensor(numbers(tf.util.sizeFromShape(shape), seed), shape, 'float32');

const binaries = { add: tf.add, sub: tf.sub, mul: tf.mul, div: tf.div, maximum: tf.maximum, minimum: tf.minimum };

describe('operations of two tensors', () => {
  const shape = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 0, maxLength: 4 });

  it.each(Object.entries(binaries))(
    '%s gives what tfjs-cpu gives for any shapes that meet',
    async (_name, operation) => {
      await fc.assert(
        fc.asyncProperty(shape, fc.infiniteStream(fc.boolean()), async (whole, ones) => {
          const narrowed = (sides: number[]): number[] => sides.map((side) => (ones.next().value === true ? 1 : side));
          const [a, b] = [narrowed(whole), narrowed(whole).slice(whole.length > 2 ? 1 : 0)];
          await agree(() => operation(made(a, 1), made(b, 2)));
        }),
        { numRuns: 40 },
      );
    },
  );

  it.each([
    [[70_001], [70_001]],
    [[70_001], []],
    [[], [70_001]],
    [[300, 257], [257]],
    [
      [300, 257],
      [300, 1],
    ],
    [
      [1, 257],
      [300, 257],
    ],
    [
      [2, 3, 500],
      [3, 1],
    ],
    [[0, 3], [3]],
  ])('takes [%s] and [%s] apart into chunks', async (a, b) => {
    for (const operation of Object.values(binaries)) await agree(() => operation(made(a, 1), made(b, 2)));
  });

  it('keeps NaN and infinities, and leaves other types to tfjs', async () => {
    const odd = (): tf.Tensor => tf.tensor1d([NaN, Infinity, -Infinity, 0, -0, 1e-40, 3]);
    for (const operation of Object.values(binaries))
      for (const side of [2, 0, -Infinity, NaN]) await agree(() => operation(odd(), tf.scalar(side)));
    await agree(() => tf.add(tf.tensor1d([1, 2], 'int32'), tf.tensor1d([3, 4], 'int32')));
    await agree(() => tf.mul(tf.tensor1d([1, 2], 'int32'), tf.tensor1d([0.5, 4])));
    await agree(() => tf.maximum(tf.tensor1d([true, false], 'bool'), tf.tensor1d([3, 4], 'int32')));
    await agree(() => tf.real(tf.mul(tf.complex([1, 2], [3, 4]), tf.complex([5, 6], [7, 8]))));
  });

  it.each([2, 3, 7])('adds %d tensors', async (count) => {
    await agree(() => tf.addN(Array.from({ length: count }, (_, i) => made([37, 5], i))));
  });
});

const unaries: Record<string, (x: tf.Tensor) => tf.Tensor> = {
  exp: tf.exp,
  log: (x) => tf.log(tf.abs(x)),
  sigmoid: tf.sigmoid,
  tanh: tf.tanh,
  relu: tf.relu,
  step: (x) => tf.step(x, 0.25),
  sqrt: (x) => tf.sqrt(tf.abs(x)),
  square: tf.square,
  neg: tf.neg,
  abs: tf.abs,
};

describe('functions of one tensor', () => {
  it.each(Object.entries(unaries))('%s gives what tfjs-cpu gives', async (_name, operation) => {
    for (const size of [0, 1, 3, 4, 5, 33_333]) await agree(() => operation(made([size])));
    await agree(() => operation(tf.tensor1d([NaN, 0, -0, Infinity, -Infinity, 88.5, -100])));
    await agree(() => operation(made([2, 3, 4])));
  });

  it('leaves whole numbers to tfjs', async () => {
    await agree(() => tf.abs(tf.tensor1d([-2, 3], 'int32')));
    await agree(() => tf.square(tf.tensor1d([-2, 3], 'int32')));
    await agree(() => tf.relu(tf.tensor1d([-2, 3], 'int32')));
  });
});

describe('sums and means', () => {
  it('along any axes are those of tfjs-cpu', async () => {
    for (const axes of [undefined, 0, 1, 2, -1, [0, 1], [1, 2], [0, 2], [2, 1], [0, 1, 2]])
      for (const keep of [false, true])
        for (const operation of [tf.sum, tf.mean]) await agree(() => operation(made([4, 5, 7]), axes, keep));
  });

  it('of many numbers are those of tfjs-cpu', async () => {
    for (const operation of [tf.sum, tf.mean])
      for (const shape of [[100_003], [5000, 7], [7, 5000], [65_536], []])
        for (const axis of shape.length === 2 ? [0, 1] : [undefined])
          await agree(() => operation(made(shape), axis), 1e-4);
  });

  it('leave other types and empty tensors to tfjs', async () => {
    await agree(() => tf.sum(tf.tensor1d([1, 2, 3], 'int32')));
    await agree(() => tf.sum(tf.tensor1d([true, true], 'bool')));
    await agree(() => tf.mean(tf.tensor1d([1, 2], 'int32')));
    await agree(() => tf.sum(tf.zeros([0, 3]), 0));
    await agree(() => tf.sum(tf.zeros([3, 0]), 1));
  });
});

describe('products', () => {
  const side = fc.constantFrom(1, 2, 3, 5, 8, 17);

  it('of matrices, alone or in batches, either side transposed, are those of tfjs-cpu', async () => {
    const batch = fc.constantFrom<[number[], number[]]>(
      [[], []],
      [[3], [3]],
      [[1], [3]],
      [
        [2, 2],
        [2, 2],
      ],
      [
        [2, 1],
        [2, 3],
      ],
    );
    await fc.assert(
      fc.asyncProperty(side, side, side, fc.boolean(), fc.boolean(), batch, async (m, k, n, turnA, turnB, [p, q]) => {
        const a = [...p, ...(turnA ? [k, m] : [m, k])];
        const b = [...q, ...(turnB ? [n, k] : [k, n])];
        await agree(() => tf.matMul(made(a, 1), made(b, 2), turnA, turnB));
      }),
      { numRuns: 60 },
    );
  });

  it('with bias and activation are those of tfjs-cpu', async () => {
    for (const activation of ['linear', 'relu', 'sigmoid'] as const)
      for (const bias of [undefined, [9]])
        await agree(() =>
          tf.fused.matMul({
            a: made([6, 5], 1),
            b: made([5, 9], 2),
            activation,
            ...(bias ? { bias: made(bias, 3) } : {}),
          }),
        );
  });

  it('of whole numbers are left to tfjs', async () => {
    await agree(() => tf.matMul(tf.tensor2d([[1, 2]], [1, 2], 'int32'), tf.tensor2d([[3], [4]], [2, 1], 'int32')));
  });
});

describe('other layouts', () => {
  const shape = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 4 });

  it('transposed, cut, padded, repeated, reversed, joined and split are those of tfjs-cpu', async () => {
    await fc.assert(
      fc.asyncProperty(shape, fc.integer({ min: 0, max: 1000 }), async (sides, seed) => {
        const pick = (axis: number, below: number): number => (seed * 7 + axis * 13) % below;
        const order = sides.map((_, axis) => (axis + seed) % sides.length);
        const begin = sides.map((side, axis) => pick(axis, side));
        const size = sides.map((side, axis) => (pick(axis, 2) ? -1 : 1 + pick(axis, side - begin[axis]!)));
        const along = seed % sides.length;
        await agree(() => tf.transpose(made(sides), order));
        await agree(() => tf.slice(made(sides), begin, size));
        await agree(() =>
          tf.pad(
            made(sides),
            sides.map((_, axis) => [pick(axis, 3), pick(axis + 1, 3)]),
            0.5,
          ),
        );
        await agree(() =>
          tf.tile(
            made(sides),
            sides.map((_, axis) => 1 + pick(axis, 3)),
          ),
        );
        await agree(() => tf.reverse(made(sides), [along]));
        const other = sides.map((side, axis) => (axis === along ? 3 : side));
        const joined = (): tf.Tensor => tf.concat([made(sides, 1), made(other, 2), made(sides, 3)], along);
        await agree(joined);
        const parts = [sides[along]!, 3, sides[along]!];
        for (const i of [0, 1, 2]) await agree(() => tf.split(joined(), parts, along)[i]!);
      }),
      { numRuns: 40 },
    );
  });

  it('of large tensors are taken apart into chunks', async () => {
    await agree(() => tf.transpose(made([301, 233])));
    await agree(() => tf.slice(made([300, 257]), [7, 3], [290, 250]));
    await agree(() => tf.tile(made([257]), [300]));
    await agree(() => tf.stack([made([200, 100], 1), made([200, 100], 2)], 1));
  });

  it('of other types and of nothing are left as they are', async () => {
    await agree(() => tf.transpose(tf.tensor2d([[1, 2, 3]], [1, 3], 'int32')));
    await agree(() => tf.slice(tf.tensor1d([true, false, true], 'bool'), 1, 2));
    await agree(() => tf.concat([tf.tensor1d([1, 2], 'int32'), tf.tensor1d([3], 'int32')]));
    await agree(() => tf.transpose(tf.zeros([0, 3])));
    await agree(() => tf.concat([tf.zeros([0, 3]), tf.ones([2, 3])]));
    await useBackend('simd');
    expect(tf.concat([tf.tensor1d(['a']), tf.tensor1d(['b'])]).dataSync()).toEqual(['a', 'b']);
  });

  it('fills', async () => {
    for (const make of [tf.zeros, tf.ones]) await agree(() => make([3, 5]));
    await agree(() => tf.fill([7], 2.5));
    await agree(() => tf.fill([7], 2, 'int32'));
    await agree(() => tf.onesLike(made([2, 2])));
    await agree(() => tf.zerosLike(tf.tensor1d([1, 2], 'int32')));
  });
});

it('what tfjs refuses stays refused', async () => {
  await useBackend('simd');
  expect(() => tf.slice(made([3, 3]), [2, 2], [2, 2])).toThrow();
  expect(() => tf.add(made([3]), made([4]))).toThrow();
  expect(() => tf.matMul(made([2, 3]), made([2, 3]))).toThrow();
  expect(() => tf.concat([made([2, 3]), made([2, 4])], 0)).toThrow();
});
