import { getBackend, slice, tensor, tidy } from '@tensorflow/tfjs-core';
import { simd } from '../../../src/engine/kernels/simd/backend.ts';
import { product } from '../../../src/engine/kernels/simd/ops/product.ts';
import { wasmPrimitives } from '../../../src/engine/kernels/wasm/primitives.ts';
import { stockPrimitives } from '../../../src/engine/tensor/ops/compose.ts';
import type { Tensor } from '../../../src/engine/tensor/index.ts';
import { madeUpMatrix } from '../../works/made-up.ts';
import type { ProductShape } from '../../works/task.ts';
import type { Ready } from '../contestant.ts';
import { repeatsFor } from '../repeats.ts';

/** A product again and again, as nets do it on the backend in use. */
export function prepareProduct(shape: ProductShape): Ready {
  const { m, k, n, transposeA, transposeB } = shape;
  const a = tensor(madeUpMatrix(m * k, 1), transposeA ? [k, m] : [m, k]);
  const b = tensor(madeUpMatrix(k * n, 2), transposeB ? [n, k] : [k, n]);
  const repeats = repeatsFor(2 * m * k * n);
  const many = getBackend() === 'simd' ? simdProducts(a, b, shape, repeats) : tensorProducts(a, b, shape, repeats);
  return {
    parameters: null,
    repeats,
    async step() {
      // One entry waits for the whole product without moving it.
      const corner = tidy(() => slice(many(), [0, 0], [1, 1]));
      const [first = NaN] = await corner.data();
      corner.dispose();
      return first;
    },
  };
}

/** By the product that the composed operations of the backend in use rest on; gives the last. */
function tensorProducts(a: Tensor, b: Tensor, { transposeA, transposeB }: ProductShape, repeats: number): () => Tensor {
  const { product } = getBackend() === 'wasm' ? wasmPrimitives : stockPrimitives;
  const once = (): Tensor => product(a, b, { transposeA, transposeB });
  return () => {
    for (let i = 1; i < repeats; i++) tidy(once).dispose();
    return once();
  };
}

/** By the kernels themselves, as the fused operations call them: into memory that is there already. */
function simdProducts(a: Tensor, b: Tensor, shape: ProductShape, repeats: number): () => Tensor {
  const backend = simd();
  const { m: rows, k: depth, n: columns, transposeA, transposeB } = shape;
  const value = backend.create([rows, columns]);
  const from = { address: backend.addressOf(a), stride: a.shape[1] ?? 0, transposed: transposeA };
  const by = { address: backend.addressOf(b), stride: b.shape[1] ?? 0, transposed: transposeB };
  const to = { address: backend.addressOf(value), stride: columns };
  return () => {
    for (let i = 0; i < repeats; i++) product(backend.machine, from, by, to, { rows, columns, depth });
    return value;
  };
}
