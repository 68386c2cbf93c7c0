import { util, type TensorInfo } from '@tensorflow/tfjs-core';
import type { SimdBackend } from '../backend.ts';
import { product } from '../ops/product.ts';
import { floatInput, type Replacement } from './replacement.ts';

interface Sides {
  readonly transposeA: boolean;
  readonly transposeB: boolean;
  readonly bias?: TensorInfo | undefined;
  readonly relu?: boolean;
}

/** Products of equally many matrices on both sides, or of one with many. */
function multiply(backend: SimdBackend, a: TensorInfo, b: TensorInfo, sides: Sides): TensorInfo | null {
  const { transposeA, transposeB, bias, relu = false } = sides;
  const [wideA = 0, wideB = 0] = [a.shape.at(-1), b.shape.at(-1)];
  const [tallA = 0, tallB = 0] = [a.shape.at(-2), b.shape.at(-2)];
  const [rows, depth] = transposeA ? [wideA, tallA] : [tallA, wideA];
  const [columns, depthB] = transposeB ? [tallB, wideB] : [wideB, tallB];
  const [leadingA, leadingB] = [a.shape.slice(0, -2), b.shape.slice(0, -2)];
  const [countA, countB] = [util.sizeFromShape(leadingA), util.sizeFromShape(leadingB)];
  const alike = util.arraysEqual(leadingA, leadingB);
  const fits = alike || (leadingA.length === leadingB.length && (countA === 1 || countB === 1));
  if (!fits || depth !== depthB || (bias && util.sizeFromShape(bias.shape) !== columns)) return null;
  const output = backend.createInfo([...(countA >= countB ? leadingA : leadingB), rows, columns]);
  const [fromA, fromB, to] = [backend.addressOf(a), backend.addressOf(b), backend.addressOf(output)];
  const epilogue = { bias: bias ? backend.addressOf(bias) : 0, relu };
  for (let i = 0; i < Math.max(countA, countB); i++)
    product(
      backend.machine,
      { address: fromA + (countA > 1 ? 4 * i * rows * depth : 0), stride: wideA, transposed: transposeA },
      { address: fromB + (countB > 1 ? 4 * i * columns * depth : 0), stride: wideB, transposed: transposeB },
      { address: to + 4 * i * rows * columns, stride: columns },
      { rows, columns, depth },
      epilogue,
    );
  return output;
}

export const matmulKernels: readonly Replacement[] = [
  {
    name: 'BatchMatMul',
    compute(backend, inputs, { transposeA, transposeB }) {
      const [a, b] = [floatInput(inputs, 'a'), floatInput(inputs, 'b')];
      return a && b && multiply(backend, a, b, { transposeA: transposeA === true, transposeB: transposeB === true });
    },
  },
  {
    name: '_FusedMatMul',
    compute(backend, inputs, { transposeA, transposeB, activation }) {
      const [a, b] = [floatInput(inputs, 'a'), floatInput(inputs, 'b')];
      const bias = inputs['bias'];
      if (!a || !b || (bias && bias.dtype !== 'float32') || (activation !== 'linear' && activation !== 'relu'))
        return null;
      const relu = activation === 'relu';
      return multiply(backend, a, b, { transposeA: transposeA === true, transposeB: transposeB === true, bias, relu });
    },
  },
];
