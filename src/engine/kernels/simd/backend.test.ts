import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { fusedOps } from '../../tensor/index.ts';
import { useBackend } from '../../tensor/testing/node-backends.ts';
import { simd } from './backend.ts';

const bytes = (): number => simd().machine.heap.usedBytes;

/** Fills blocks of this size with other numbers, as the next tensors would. */
function overwrite(size: number): void {
  tf.dispose(Array.from({ length: 8 }, () => tf.fill([size], -1)));
}

describe('tensors of simd', () => {
  beforeAll(() => useBackend('simd'));

  it('keep their numbers when their neighbours are freed', () => {
    const [before, middle, after] = [tf.fill([7], 1), tf.fill([7], 2), tf.fill([7], 3)];
    before.dispose();
    after.dispose();
    overwrite(7);
    expect(Array.from(middle.dataSync())).toEqual(new Array(7).fill(2));
    middle.dispose();
  });

  it('are read as copies', async () => {
    const x = tf.tensor1d([1, 2, 3]);
    const whole = tf.tensor1d([4, 5], 'int32');
    const read = [x.dataSync(), await x.data(), x.bufferSync().values];
    const readWhole = [whole.dataSync(), await whole.data()];
    for (const values of read) values[0] = 9;
    for (const values of readWhole) values[0] = 9;
    expect(Array.from(x.dataSync())).toEqual([1, 2, 3]);
    expect(Array.from(whole.dataSync())).toEqual([4, 5]);
    x.dispose();
    overwrite(3);
    for (const values of read) {
      expect(Array.from(values)).toEqual([9, 2, 3]);
      expect(values.buffer).toBeInstanceOf(ArrayBuffer);
    }
    whole.dispose();
  });

  it('do not change with the array that they were made of', () => {
    const [values, whole] = [Float32Array.of(1, 2), Int32Array.of(3, 4)];
    const [x, y] = [tf.tensor1d(values), tf.tensor1d(whole, 'int32')];
    values[0] = whole[0] = 9;
    expect(Array.from(x.dataSync())).toEqual([1, 2]);
    expect(Array.from(y.dataSync())).toEqual([3, 4]);
    tf.dispose([x, y]);
  });

  it('share numbers by reshape and clone until the last is gone', () => {
    const start = bytes();
    const x = tf.tensor1d([1, 2, 3, 4]);
    const one = bytes();
    const [clone, square] = [x.clone(), tf.reshape(x, [2, 2])];
    expect(bytes()).toBe(one);
    x.dispose();
    clone.dispose();
    overwrite(4);
    expect(Array.from(square.dataSync())).toEqual([1, 2, 3, 4]);
    const again = square.clone();
    square.dispose();
    expect(Array.from(tf.add(again, 1).dataSync())).toEqual([2, 3, 4, 5]);
    again.dispose();
    expect(() => again.dataSync()).toThrow();
    tf.disposeVariables();
    expect(bytes()).toBeLessThanOrEqual(one + 64);
    expect(start).toBeLessThan(one);
  });

  it('give all their memory back', () => {
    const [tensors, start] = [tf.memory().numTensors, bytes()];
    tf.tidy(() => {
      const x = tf.randomNormal([20, 30]);
      const spectrum = tf.fft(tf.complex(x, tf.zerosLike(x)));
      tf.abs(spectrum);
      tf.topk(tf.softmax(tf.matMul(x, x, false, true)), 3);
      tf.cast(tf.cast(x, 'int32'), 'float32').add(1);
      tf.variable(x).dispose();
    });
    expect(tf.memory().numTensors).toBe(tensors);
    expect(bytes()).toBe(start);
  });

  it('move to another backend and back', async () => {
    const x = tf.tensor2d([1, 2, 3, 4], [2, 2]);
    const clone = x.clone();
    const start = bytes();
    await useBackend('cpu');
    const doubled = tf.mul(x, 2);
    const names = tf.tensor1d(['a', 'b']);
    expect(Array.from(doubled.dataSync())).toEqual([2, 4, 6, 8]);
    await useBackend('simd');
    expect(bytes()).toBeLessThan(start);
    expect(Array.from(tf.add(doubled, x).dataSync())).toEqual([3, 6, 9, 12]);
    expect(tf.concat([names, names]).dataSync()).toEqual(['a', 'b', 'a', 'b']);
    x.dispose();
    expect(Array.from(clone.dataSync())).toEqual([1, 2, 3, 4]);
    tf.dispose([clone, doubled, names]);
  });

  it('of every type come back as they went', async () => {
    expect(Array.from(tf.tensor1d([1, -2], 'int32').dataSync())).toEqual([1, -2]);
    expect(Array.from(tf.tensor1d([true, false], 'bool').dataSync())).toEqual([1, 0]);
    expect(await tf.tensor1d(['é', '']).data()).toEqual(['é', '']);
    const complex = tf.complex([1, 2], [3, 4]);
    expect(Array.from(complex.dataSync())).toEqual([1, 3, 2, 4]);
    expect(Array.from(tf.imag(complex).dataSync())).toEqual([3, 4]);
    expect(tf.scalar(0.5).dataSync()[0]).toBe(0.5);
    expect(tf.zeros([0, 3]).dataSync().length).toBe(0);
    expect(Array.from(tf.tensor([1.5, 2], [2], 'float32').dataSync())).toEqual([1.5, 2]);
  });

  it('of floats that are whole numbers by another name have an address', () => {
    const cast = tf.cast(tf.tensor2d([[1, 2]], [1, 2], 'int32'), 'float32');
    const y = fusedOps().dense(cast, tf.tensor2d([[3, 4]]), tf.tensor1d([0.5]));
    expect(Array.from(y.dataSync())).toEqual([11.5]);
    expect(Array.from(cast.dataSync())).toEqual([1, 2]);
    expect(() => simd().addressOf(tf.tensor1d([1], 'int32'))).toThrow(TypeError);
  });

  it('that a stock kernel disposes of stay readable until it is done, whatever it runs within', () => {
    const start = bytes();
    const x = tf.fill([50], 3);
    simd().runStock(() => {
      const view = simd().viewOf(x);
      simd().runStock(() => tf.fill([50], 4).dispose());
      x.dispose();
      overwrite(50);
      expect(view[49]).toBe(3);
      expect(() =>
        simd().runStock(() => {
          throw new RangeError('no');
        }),
      ).toThrow(RangeError);
      overwrite(50);
      expect(view[49]).toBe(3);
    });
    expect(bytes()).toBe(start);
  });

  it('hold while the memory grows under them', () => {
    const x = tf.fill([1000], 7);
    const view = simd().viewOf(x);
    const large = Array.from({ length: 6 }, () => tf.fill([1_500_000], 1));
    expect(view[999]).toBe(7);
    expect(Array.from(tf.add(x, 1).dataSync()).every((value) => value === 8)).toBe(true);
    tf.dispose([x, ...large]);
  });
});
