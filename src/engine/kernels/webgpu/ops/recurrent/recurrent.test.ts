import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { grads, ones, slice, tensor, zeros, type Tensor } from '@tensorflow/tfjs-core';
import { fusedOps, memory } from '../../../../tensor/index.ts';
import type { RecurrentWeights } from '../../../../tensor/ops/contract.ts';
import { relativeError } from '../../../../tensor/suite/check.ts';
import { useBackend } from '../../../../tensor/testing/node-backends.ts';
import { drawLayer, expectKnown, runLayer } from '../../../testing/recurrent-layer.ts';
import { useProductDesign } from '../../product/designs.ts';
import { limitRecurrence } from './plan.ts';

const kinds = ['gru', 'lstm'] as const;

/**
 * Widths that fill no four, more sums than invocations, rows that fill no workgroup; as few as will do, for programs
 * compile slowly on a software adapter, those of the tiled product most of all.
 */
const shapes = [
  { kind: 'gru', design: 'direct', batch: 1, frames: 1, inputs: 1, units: 1 },
  { kind: 'gru', design: 'tiled', batch: 5, frames: 6, inputs: 7, units: 30, lengths: [6, 0, 1, 5, 3] },
  { kind: 'lstm', design: 'direct', batch: 5, frames: 6, inputs: 7, units: 30, lengths: [6, 0, 1, 5, 3] },
  { kind: 'lstm', design: 'direct', batch: 3, frames: 3, inputs: 5, units: 130, lengths: [3, 1, 2], reverse: true },
  { kind: 'gru', design: 'direct', batch: 1, frames: 2, inputs: 3, units: 300 },
  { kind: 'lstm', design: 'direct', batch: 129, frames: 2, inputs: 2, units: 3 },
  { kind: 'lstm', design: 'direct', batch: 2, frames: 5, inputs: 3, units: 3, lengths: [5, 2], reverse: true },
  { kind: 'gru', design: 'direct', batch: 9, frames: 4, inputs: 4, units: 16, lengths: [4, 0, 1, 3, 2, 4, 4, 1, 4] },
  { kind: 'lstm', design: 'direct', batch: 9, frames: 4, inputs: 4, units: 16, lengths: [4, 0, 1, 3, 2, 4, 4, 1, 4] },
] as const;

const cases = shapes.map(({ design, ...shape }) => ({
  name: `${shape.kind} ${shape.batch}x${shape.frames}x${shape.inputs}, ${shape.units} units, ${design}`,
  design,
  layer: drawLayer(shape),
}));

/** Of all that follows: its programs are compiled by then. */
const shape = { batch: 5, frames: 6, inputs: 7, units: 30, lengths: [6, 0, 1, 5, 3] };

describe('recurrent layers on webgpu', () => {
  // A software adapter takes seconds to compile a kernel, on a busy machine many.
  vi.setConfig({ testTimeout: 240_000 });
  beforeAll(() => useBackend('webgpu'), 240_000);
  beforeEach(() => {
    useProductDesign('direct');
    limitRecurrence({});
  });

  it.each(cases)('$name agree with float64', async ({ layer, design }) => {
    useProductDesign(design);
    expectKnown(await runLayer(layer), layer);
  });

  it.each(kinds)('go on where a dispatch ended, there, back and in reverse: %s', async (kind) => {
    for (const reverse of [false, true]) {
      const layer = drawLayer({ kind, ...shape, reverse });
      const whole = await runLayer(layer);
      limitRecurrence({ multiplyAdds: 2 * 5 * 32 * 32 * 4 });
      const cut = await runLayer(layer);
      limitRecurrence({});
      expect(cut.y).toEqual(whole.y);
      expectKnown(cut, layer);
    }
  });

  it('go on from a state as if nothing lay between, in one dispatch and in several: gru', async () => {
    const { batch, frames, inputs, units } = shape;
    const layer = drawLayer({ kind: 'gru', batch, frames, inputs, units });
    const of = (values: ArrayLike<number>, sizes: number[]): Tensor => tensor(Float32Array.from(values), sizes);
    const weights = {
      ...{ input: of(layer.input, [3 * units, inputs]), hidden: of(layer.hidden, [3 * units, units]) },
      ...{ inputBias: of(layer.inputBias, [3 * units]), hiddenBias: of(layer.hiddenBias, [3 * units]) },
    };
    const x = of(layer.x, [batch, frames, inputs]);
    const whole = fusedOps().gru(x, weights);
    const initial = slice(whole, [0, 2, 0], [batch, 1, units]).reshape([batch, units]);
    const known = await slice(whole, [0, 3, 0], [batch, 3, units]).data();
    for (const limits of [{}, { multiplyAdds: 1 }]) {
      limitRecurrence(limits);
      const rest = fusedOps().gru(slice(x, [0, 3, 0], [batch, 3, inputs]), weights, { initial });
      expect(relativeError(await rest.data(), known)).toBeLessThan(1e-6);
    }
  });

  it.each(kinds)('need no memory of a workgroup: %s', async (kind) => {
    limitRecurrence({ bytes: 64, multiplyAdds: 1 });
    const layer = drawLayer({ kind, ...shape });
    expectKnown(await runLayer(layer), layer);
  });

  it.each(kinds)('give the same bits again and leave nothing behind: %s', async (kind) => {
    const layer = drawLayer({ kind, ...shape });
    const once = await runLayer(layer);
    const before = memory().numTensors;
    expect(await runLayer(layer)).toEqual(once);
    expect(memory().numTensors).toBe(before);
  });

  it.each(kinds)('do not overflow: %s', async (kind) => {
    const drawn = drawLayer({ kind, ...shape });
    const layer = { ...drawn, inputBias: Float32Array.from(drawn.inputBias, (b, i) => b * [1, 1e3, 1e30][i % 3]!) };
    expectKnown(await runLayer(layer), layer);
  });

  it.each(kinds)('let a NaN be seen: %s', async (kind) => {
    const layer = drawLayer({ kind, ...shape });
    for (const part of ['x', 'hidden'] as const) {
      const values = Float32Array.from(layer[part]);
      values[0] = NaN;
      const got = await runLayer({ ...layer, [part]: values });
      for (const seen of ['y', 'input', 'hidden', 'inputBias'] as const)
        expect(got[seen].some(Number.isNaN), `${part}, ${seen}`).toBe(true);
    }
    const dy = Float32Array.from(layer.dy);
    // Row 2 ends before frame 3, which repeats its last state.
    dy[(2 * 6 + 3) * 30] = NaN;
    const got = await runLayer({ ...layer, dy });
    for (const seen of ['input', 'inputBias', 'hiddenBias', 'x'] as const)
      expect(got[seen].some(Number.isNaN), seen).toBe(true);
  });

  it('of no rows or no frames have no gradient', async () => {
    for (const [batch, frames] of [
      [0, 3],
      [2, 0],
    ] as const) {
      const weights = [ones([6, 1]), ones([6, 2]), ones([6]), ones([6])];
      const op = (...[input, hidden, inputBias, hiddenBias]: Tensor[]): Tensor =>
        fusedOps().gru(zeros([batch, frames, 1]), { input, hidden, inputBias, hiddenBias } as RecurrentWeights);
      for (const [i, gradient] of grads(op)(weights, zeros([batch, frames, 2])).entries())
        expect(await gradient.data()).toEqual(new Float32Array(weights[i]!.size));
    }
  });

  it('want a length for each row', () => {
    const weights = { input: zeros([3, 1]), hidden: zeros([3, 1]), inputBias: zeros([3]), hiddenBias: zeros([3]) };
    const x = tensor([1, 2], [2, 1, 1]);
    expect(() => fusedOps().gru(x, weights, { lengths: Int32Array.of(1) })).toThrow(RangeError);
  });
});
