import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { useBackend } from '../../../tensor/testing/node-backends.ts';

const wave = (size: number, seed = 0): Float32Array =>
  Float32Array.from({ length: size }, (_, i) => Math.fround(2 * Math.sin(0.37 * i * i + i + seed)));
const made = (...shape: number[]): tf.Tensor => tf.tensor(wave(tf.util.sizeFromShape(shape)), shape, 'float32');
const other = (...shape: number[]): tf.Tensor => tf.tensor(wave(tf.util.sizeFromShape(shape), 5), shape, 'float32');
const whole = (...values: number[]): tf.Tensor1D => tf.tensor1d(values, 'int32');
const images = (): tf.Tensor4D => made(2, 6, 5, 3) as tf.Tensor4D;

/** Operations that nobody has replaced, and chains of such with ours, so that both sides see the other's tensors. */
const probes: Record<string, () => tf.Tensor | tf.Tensor[]> = {
  complex: () => tf.mul(tf.complex(made(4), other(4)), tf.complex(other(4), made(4))),
  fft: () => tf.fft(tf.complex(made(3, 8), other(3, 8))),
  'real spectrum and back': () => tf.irfft(tf.rfft(made(2, 16))),
  einsum: () => tf.einsum('bij,bjk->bik', made(2, 3, 4), other(2, 4, 5)),
  topk: () => Object.values(tf.topk(made(3, 7), 4)),
  gather: () => tf.gather(made(5, 4), whole(4, 0, 0, 2)),
  where: () => tf.where(tf.greater(made(3, 5), 0), made(3, 5), other(3, 5)),
  'cumulative sum': () => tf.cumsum(made(3, 5), 1, true, true),
  tile: () => tf.tile(tf.add(made(2, 3), 1), [2, 2]),
  'max pool': () => tf.maxPool(images(), 2, 2, 'same'),
  'mean pool': () => tf.avgPool(images(), [3, 2], 1, 'valid'),
  'batch normalisation': () => tf.batchNorm(images(), made(3), tf.square(other(3)), made(3), other(3), 1e-3),
  'strided slice': () => tf.stridedSlice(made(4, 6), [3, 0], [0, 6], [-1, 2]),
  bool: () => tf.logicalAnd(tf.less(made(6), 1), tf.logicalNot(tf.equal(made(6), 0))),
  int: () => tf.add(tf.floorDiv(whole(7, -7, 8), whole(2, 2, 3)), tf.cast(made(3), 'int32')),
  'whole numbers to floats': () =>
    tf.div(tf.cast(whole(3, 4, 5), 'float32'), tf.cast(tf.tensor1d([true], 'bool'), 'float32')),
  softmax: () => [tf.softmax(made(3, 7)), tf.logSoftmax(tf.mul(other(3, 7), 9))],
  'one hot': () => tf.oneHot(whole(0, 3, 2), 4),
  convolution: () => tf.conv2d(images(), made(3, 2, 3, 4) as tf.Tensor4D, [1, 2], 'same'),
  'depthwise convolution': () => tf.depthwiseConv2d(images(), made(3, 3, 3, 2) as tf.Tensor4D, 1, 'same'),
  'arg max': () => [tf.argMax(made(4, 5), 1), tf.argMin(made(4, 5), 0)],
  'min, max, product': () => [tf.min(made(4, 5), 1), tf.max(made(4, 5), [0, 1]), tf.prod(made(4, 5), 0)],
  norm: () => [tf.norm(made(4, 5)), tf.norm(made(4, 5), 1, 1)],
  moments: () => Object.values(tf.moments(made(4, 5, 3), [0, 1])),
  split: () => [...tf.split(made(4, 6), 3, 1), ...tf.unstack(other(2, 3))],
  'clip, pow, mod': () => [tf.clipByValue(made(9), -1, 1), tf.pow(tf.abs(made(9)), 1.5), tf.mod(made(9), 0.7)],
  'scatter and segments': () => [
    tf.scatterND(tf.tensor2d([[1], [3]], [2, 1], 'int32'), made(2, 3), [4, 3]),
    tf.unsortedSegmentSum(made(4, 3), whole(1, 0, 1, 2), 3),
  ],
  resize: () => tf.image.resizeBilinear(images(), [4, 7]),
  'orthogonal factors': () => tf.linalg.qr(made(4, 3)),
  'triangle of a matrix': () => tf.linalg.bandPart(made(4, 4), 0, -1),
};

/** Gradients of chains of stock operations, whose backward kernels meet ours. */
const losses: Record<string, (x: tf.Tensor) => tf.Tensor> = {
  'softmax of a product': (x) => tf.sum(tf.square(tf.softmax(tf.matMul(x, other(6, 4))))),
  'a biased, squashed mean': (x) => tf.mean(tf.sigmoid(tf.add(tf.mul(x, other(4, 1)), other(6)))),
  'parts put together': (x) =>
    tf.sum(tf.mul(tf.concat([tf.slice(x, [0, 1], [4, 3]), tf.tile(x, [1, 2])], 1), other(4, 15))),
  'turned and padded': (x) =>
    tf.sum(
      tf.exp(
        tf.pad(tf.transpose(tf.reverse(x, 0)), [
          [1, 0],
          [0, 2],
        ]),
      ),
    ),
  'a choice': (x) => tf.sum(tf.where(tf.greater(other(4, 6), 0), tf.relu(x), tf.tanh(x))),
};

interface Numbers {
  readonly shape: number[];
  readonly dtype: string;
  readonly values: number[];
}

async function numbersOn(backend: 'simd' | 'cpu', compute: () => tf.Tensor | tf.Tensor[]): Promise<Numbers[]> {
  await useBackend(backend, 2);
  const results = [tf.tidy(compute)].flat();
  const read = results.map(async (x) => ({ shape: x.shape, dtype: x.dtype, values: Array.from(await x.data()) }));
  const numbers = await Promise.all(read);
  tf.dispose(results);
  return numbers;
}

/** Alike in form and, but for the last places, in numbers. */
function expectClose(got: Numbers[], known: Numbers[]): void {
  expect(got.map(({ shape, dtype }) => [shape, dtype])).toEqual(known.map(({ shape, dtype }) => [shape, dtype]));
  got.forEach(({ values }, i) => {
    const right = known[i]!.values;
    expect(values.length).toBe(right.length);
    const wrong = values.findIndex((value, k) => !(Math.abs(value - right[k]!) <= 1e-5 * (1 + Math.abs(right[k]!))));
    expect(wrong < 0 ? null : { index: wrong, got: values[wrong], known: right[wrong] }).toBeNull();
  });
}

describe('inherited kernels on tensors of simd', () => {
  it.each(Object.entries(probes))('%s gives the numbers of tfjs-cpu', async (_name, compute) => {
    expectClose(await numbersOn('simd', compute), await numbersOn('cpu', compute));
  });

  it.each(Object.entries(losses))('the gradient of %s is that of tfjs-cpu', async (_name, loss) => {
    const compute = (): tf.Tensor => tf.grad((x) => loss(x).asScalar())(made(4, 6));
    expectClose(await numbersOn('simd', compute), await numbersOn('cpu', compute));
  });

  it('strings stay what they are', async () => {
    await useBackend('simd');
    const words = tf.tensor2d([
      ['ja', 'nein'],
      ['oui', 'non'],
    ]);
    expect(tf.slice(words, [1, 0], [1, 2]).dataSync()).toEqual(['oui', 'non']);
    expect(tf.reshape(tf.concat([words, words], 1), [8]).dataSync()).toHaveLength(8);
  });
});
