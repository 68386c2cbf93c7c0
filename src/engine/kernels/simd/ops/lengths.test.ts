import { ones, tidy, zeros } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { fusedOps } from '../../../tensor/index.ts';
import { useBackend } from '../../../tensor/testing/node-backends.ts';
import { simd } from '../backend.ts';

const units = 3;
const weightsOf = (gates: number) => ({
  input: zeros([gates * units, 2]),
  hidden: zeros([gates * units, units]),
  inputBias: zeros([gates * units]),
  hiddenBias: zeros([gates * units]),
});

/** Each over two rows of four frames. */
const operations = {
  gru: (lengths: Int32Array) => fusedOps().gru(ones([2, 4, 2]), weightsOf(3), { lengths }),
  lstm: (lengths: Int32Array) => fusedOps().lstm(ones([2, 4, 2]), weightsOf(4), { lengths }),
  ctc: (lengths: Int32Array) =>
    fusedOps().ctc(ones([2, 4, 2]), {
      lengths,
      labels: Int32Array.of(1, 1),
      labelLengths: Int32Array.of(1, 0),
      blank: 0,
    }),
  meanOverTime: (lengths: Int32Array) => fusedOps().meanOverTime(ones([2, 4, 2]), lengths),
};

describe('lengths', () => {
  beforeAll(() => useBackend('simd'));

  it.each(Object.entries(operations))('for %s are as many as there are rows', (_, operation) => {
    const before = simd().machine.heap.usedBytes;
    for (const count of [0, 1, 3]) {
      const lengths = new Int32Array(count).fill(4);
      expect(() => tidy(() => void operation(lengths))).toThrow(RangeError);
      expect(simd().machine.heap.usedBytes).toBe(before);
    }
    tidy(() => {
      expect(operation(Int32Array.of(4, 2)).shape[0]).toBe(2);
    });
  });
});
