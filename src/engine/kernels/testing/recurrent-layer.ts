import { tensor, type Scalar, type Tensor } from '@tensorflow/tfjs-core';
import { expect } from 'vitest';
import { Rng } from '../../core/rng.ts';
import { fusedOps, mul, sum, valueAndGradients } from '../../tensor/index.ts';
import { relativeError } from '../../tensor/suite/check.ts';
import { referenceLayer, type LayerCase } from './recurrent-reference.ts';

export type LayerShape = Pick<LayerCase, 'kind' | 'batch' | 'frames' | 'inputs' | 'units'> &
  Partial<Pick<LayerCase, 'lengths' | 'reverse'>>;

export const PARTS = ['y', 'input', 'hidden', 'inputBias', 'hiddenBias', 'x'] as const;
export type LayerParts = Record<(typeof PARTS)[number], Float32Array>;

/** Weights as PyTorch draws them, but larger: what is wrong in the recurrent part shall show. */
export function drawLayer(shape: LayerShape, seed: string | number = 'layer'): LayerCase {
  const { kind, batch, frames, inputs, units } = shape;
  const rng = new Rng(String(seed));
  const size = (kind === 'gru' ? 3 : 4) * units;
  const some = (count: number, scale: number): Float32Array =>
    Float32Array.from({ length: count }, () => scale * rng.uniform(-1, 1));
  return {
    lengths: Array.from({ length: batch }, () => frames),
    reverse: false,
    ...shape,
    x: some(batch * frames * inputs, 1),
    input: some(size * inputs, 2 / Math.sqrt(inputs)),
    hidden: some(size * units, 1.5 / Math.sqrt(units)),
    inputBias: some(size, 0.5),
    hiddenBias: some(size, 0.5),
    dy: some(batch * frames * units, 1),
  };
}

/** What the operation gives, all parts of it. */
export async function runLayer(layer: LayerCase): Promise<LayerParts> {
  const { kind, batch, frames, inputs, units, reverse } = layer;
  const size = (kind === 'gru' ? 3 : 4) * units;
  const of = (values: ArrayLike<number>, shape: number[]): Tensor =>
    tensor(Float32Array.from(values), shape, 'float32');
  const x = of(layer.x, [batch, frames, inputs]);
  const weights = {
    input: of(layer.input, [size, inputs]),
    hidden: of(layer.hidden, [size, units]),
    inputBias: of(layer.inputBias, [size]),
    hiddenBias: of(layer.hiddenBias, [size]),
  };
  const dy = of(layer.dy, [batch, frames, units]);
  const op = (): Tensor => fusedOps()[kind](x, weights, { lengths: Int32Array.from(layer.lengths), reverse });
  const alone = op();
  const sources = [...Object.values(weights), x];
  const { total, gradients, named } = valueAndGradients(sources, () => {
    const y = op();
    return { total: sum<Scalar>(mul(y, dy)), named: { y: y as Scalar } };
  });
  const tensors = [named['y']!, ...gradients];
  const values = await Promise.all(tensors.map(async (each) => (await each.data()) as Float32Array));
  // Without a tape nothing is kept for the way back; the states must be the same.
  expect(await alone.data()).toEqual(values[0]);
  for (const used of [...sources, dy, alone, total, ...tensors]) used.dispose();
  return Object.fromEntries(PARTS.map((part, i) => [part, values[i]!])) as LayerParts;
}

export function expectKnown(got: LayerParts, layer: LayerCase): void {
  const known = referenceLayer(layer);
  for (const part of PARTS)
    expect(relativeError(got[part], known[part]), part).toBeLessThan(part === 'y' ? 1e-5 : 1e-4);
}
