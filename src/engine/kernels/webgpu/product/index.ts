import type { Tensor } from '@tensorflow/tfjs-core';
import type { Primitives, ProductOptions } from '../../../tensor/ops/contract.ts';
import { gpu, type GpuBackend } from '../backend.ts';
import type { Program } from '../program.ts';
import { productDesign, productDesigns } from './designs.ts';
import type { ProductKind, ProductSize } from './shape.ts';

const programs = new Map<string, Program>();

/** C = activation(A B + bias), written into a tensor that is there. */
export function writeProduct(
  backend: GpuBackend,
  [a, b, c]: readonly [a: Tensor, b: Tensor, c: Tensor],
  size: ProductSize,
  { transposeA = false, transposeB = false, bias, activation = 'linear' }: ProductOptions = {},
): void {
  const kind: ProductKind = { transposeA, transposeB, bias: bias !== undefined, activation };
  const { key, make, workgroups } = productDesigns[productDesign()](kind, size);
  let program = programs.get(key);
  if (!program) programs.set(key, (program = make()));
  const params = [size.rows, size.columns, size.depth];
  backend.run(program, bias ? [a, b, bias, c] : [a, b, c], { params, workgroups });
}

/** See {@link Primitives.product}. */
export const product: Primitives['product'] = (a, b, options = {}) => {
  const { transposeA = false, transposeB = false } = options;
  const backend = gpu();
  const [first = 0, second = 0] = a.shape;
  const [rows, depth] = transposeA ? [second, first] : [first, second];
  const columns = b.shape[transposeB ? 0 : 1] ?? 0;
  const c = backend.create([rows, columns]);
  writeProduct(backend, [a, b, c], { rows, columns, depth }, options);
  return c;
};
