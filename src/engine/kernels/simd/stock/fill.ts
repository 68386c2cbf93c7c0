import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { SimdBackend } from '../backend.ts';
import { floatInput, type Replacement } from './replacement.ts';

function filled(backend: SimdBackend, shape: readonly number[], value: number): TensorInfo {
  const output = backend.createInfo(shape);
  backend.viewOf(output).fill(value);
  return output;
}

function like(name: string, value: number): Replacement {
  return {
    name,
    compute(backend, inputs) {
      const x = floatInput(inputs, 'x');
      return x && filled(backend, x.shape, value);
    },
  };
}

export const fillKernels: readonly Replacement[] = [
  {
    name: 'Fill',
    compute(backend, _inputs, { shape, value, dtype }) {
      return dtype === 'float32' && typeof value === 'number' ? filled(backend, shape as number[], value) : null;
    },
  },
  like('ZerosLike', 0),
  like('OnesLike', 1),
];
