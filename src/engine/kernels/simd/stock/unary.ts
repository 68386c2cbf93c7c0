import { util } from '@tensorflow/tfjs-core';
import { Unary, unary } from '../ops/elementwise.ts';
import { floatInput, type Replacement } from './replacement.ts';

function replacement(name: string, operation: (typeof Unary)[keyof typeof Unary]): Replacement {
  return {
    name,
    compute(backend, inputs, { alpha }) {
      const x = floatInput(inputs, 'x');
      if (!x) return null;
      const output = backend.createInfo(x.shape);
      const size = util.sizeFromShape(x.shape);
      const below = typeof alpha === 'number' ? alpha : 0;
      unary(backend.machine, operation, backend.addressOf(x), backend.addressOf(output), size, below);
      return output;
    },
  };
}

export const unaryKernels: readonly Replacement[] = [
  replacement('Exp', Unary.exp),
  replacement('Log', Unary.log),
  replacement('Sigmoid', Unary.sigmoid),
  replacement('Tanh', Unary.tanh),
  replacement('Relu', Unary.relu),
  replacement('Step', Unary.step),
  replacement('Sqrt', Unary.sqrt),
  replacement('Square', Unary.square),
  replacement('Neg', Unary.negate),
  replacement('Abs', Unary.abs),
];
