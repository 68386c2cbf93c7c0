import {
  add,
  avgPool,
  fused,
  matMul,
  mul,
  relu,
  reshape,
  sigmoid,
  sub,
  transpose,
  type Rank,
} from '@tensorflow/tfjs-core';
import type { Primitives } from '../../tensor/ops/contract.ts';

/**
 * tfjs-wasm multiplies by XNNPACK only when neither side is transposed, else by a scalar loop ten times as slow.
 * A transposition costs as much as its elements, so the product is turned over where that moves less:
 * a b' = (b a')', and a' b = (b' a)'. XNNPACK keeps a packed copy of the right side for as long as its tensor lives, which
 * spares a recurrent layer the packing of every frame, and is why no tensor may be changed in place here.
 */
const product: Primitives['product'] = (a, b, options = {}) => {
  const { transposeA = false, transposeB = false, bias, activation = 'linear' } = options;
  const [k, m] = transposeA ? [a.shape[0] ?? 0, a.shape[1] ?? 0] : [a.shape[1] ?? 0, a.shape[0] ?? 0];
  const n = b.shape[transposeB ? 0 : 1] ?? 0;
  const straight = (transposeA ? m * k : 0) + (transposeB ? k * n : 0);
  const turned = m * n + (transposeA ? 0 : m * k) + (transposeB ? 0 : k * n);
  if (straight <= turned) {
    return fused.matMul({
      a: transposeA ? transpose(a) : a,
      b: transposeB ? transpose(b) : b,
      ...(bias ? { bias } : {}),
      activation,
    });
  }
  const value = transpose(matMul(transposeB ? b : transpose(b), transposeA ? a : transpose(a)));
  const biased = bias ? add(value, bias) : value;
  return activation === 'relu' ? relu(biased) : biased;
};

/** XNNPACK's mean pooling: the stock sum over the first axis transposes the whole tensor before it. */
const columnSums: Primitives['columnSums'] = (x) => {
  const [rows = 0, size = 0] = x.shape;
  const means = avgPool(reshape<Rank.R4>(x, [1, rows, 1, size]), [rows, 1], [rows, 1], 'valid');
  return mul(reshape(means, [size]), rows);
};

/** 2 s(2 x) - 1: XNNPACK's sigmoid in SIMD, where the stock kernel calls the scalar C library (fifteen times as long). */
const tanh: Primitives['tanh'] = (x) => sub(mul(sigmoid(mul(x, 2)), 2), 1);

export const wasmPrimitives: Primitives = { product, columnSums, tanh };
