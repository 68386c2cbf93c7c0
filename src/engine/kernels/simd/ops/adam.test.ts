import { dispose, keep, memory, tensor1d, type Tensor } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { Rng } from '../../../core/rng.ts';
import { adam as composed } from '../../../tensor/ops/adam.ts';
import { fusedOps } from '../../../tensor/index.ts';
import type { AdamState, AdamStep } from '../../../tensor/ops/contract.ts';
import { useBackend } from '../../../tensor/testing/node-backends.ts';
import { simd } from '../backend.ts';

/** Sizes that end within a vector and a segment, one of more segments than one, and a tensor without numbers. */
const SIZES = [1, 3, 4, 17, 256, 16_389, 0];
const constants = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };

const draw = (rng: Rng, sizes: readonly number[], scale: number): number[][] =>
  sizes.map((size) => Array.from({ length: size }, () => Math.fround(scale * rng.normal())));

const tensorsOf = (parts: readonly (readonly number[])[]): Tensor[] =>
  parts.map((part) => keep(tensor1d([...part], 'float32')));

const stateOf = (params: number[][]): AdamState => ({
  params: tensorsOf(params),
  moment1: tensorsOf(params.map((part) => part.map(() => 0))),
  moment2: tensorsOf(params.map((part) => part.map(() => 0))),
});

const flat = (tensors: readonly Tensor[]): number[] => tensors.flatMap((tensor) => Array.from(tensor.dataSync()));

const all = (state: AdamState): Tensor[] => [...state.params, ...state.moment1, ...state.moment2];

/** The largest difference. */
const apart = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i]!)), a.length === b.length ? 0 : Infinity);

/** Algorithm 1 of Kingma and Ba in float64, gradients clipped as torch.nn.utils.clip_grad_norm_ does. */
class PublishedRule {
  readonly m: number[];
  readonly v: number[];
  constructor(readonly theta: number[]) {
    this.m = theta.map(() => 0);
    this.v = theta.map(() => 0);
  }

  step(gradients: readonly number[], { learningRate, step, clipNorm }: AdamStep): void {
    const norm = Math.sqrt(gradients.reduce((sum, g) => sum + g * g, 0));
    const clip = clipNorm > 0 ? Math.min(1, clipNorm / (norm + 1e-6)) : 1;
    gradients.forEach((raw, k) => {
      const g = raw * clip;
      this.m[k] = 0.9 * this.m[k]! + 0.1 * g;
      this.v[k] = 0.999 * this.v[k]! + 0.001 * g * g;
      const hat = this.m[k] / (1 - 0.9 ** step) / (Math.sqrt(this.v[k] / (1 - 0.999 ** step)) + 1e-8);
      this.theta[k] = this.theta[k]! - learningRate * hat;
    });
  }
}

describe('Adam over all parameters', () => {
  beforeAll(() => useBackend('simd'));

  it.each([0, 3])('follows the published rule and the composed one over 50 steps, clipped to %d', (clipNorm) => {
    const rng = Rng.fromSeed(11);
    const [start, drawn] = [draw(rng, SIZES, 1), draw(rng, SIZES, 1)];
    const rule = new PublishedRule(start.flat());
    let own = stateOf(start);
    let other = stateOf(start);
    for (let step = 1; step <= 50; step++) {
      // Some steps lie below the limit, others far above; some gradients are as small as epsilon.
      const scale = [1e-3, 1, 100][step % 3]!;
      const gradients = drawn.map((part) =>
        part.map((g, k) => Math.fround(scale * Math.cos(step + k) * (k % 5 === 4 ? g * 1e-8 : g))),
      );
      const options = { ...constants, clipNorm, step, learningRate: 0.01 / step };
      const tensors = tensorsOf(gradients);
      own = fusedOps().adam(own, tensors, options);
      other = composed(other, tensors, options);
      rule.step(gradients.flat(), options);
      dispose(tensors);
      if (step % 7 !== 1) continue;
      expect(apart(flat(own.params), rule.theta)).toBeLessThan(3e-6);
      expect(apart(flat(own.params), flat(other.params))).toBeLessThan(3e-6);
    }
    expect(apart(flat(own.moment1), rule.m)).toBeLessThan(2e-5);
    dispose([...all(own), ...all(other)]);
  });

  it('changes its tensors in place, in one task, two where it clips', () => {
    const state = stateOf(draw(Rng.fromSeed(1), [5, 9, 300], 1));
    const gradients = tensorsOf(draw(Rng.fromSeed(2), [5, 9, 300], 1));
    const before = { tensors: memory().numTensors, bytes: simd().machine.heap.usedBytes };
    const next = fusedOps().adam(state, gradients, { ...constants, clipNorm: 1, step: 1, learningRate: 0.1 });
    expect(next).toEqual(state);
    all(next).forEach((tensor, i) => expect(tensor).toBe(all(state)[i]));
    expect({ tensors: memory().numTensors, bytes: simd().machine.heap.usedBytes }).toEqual(before);
    dispose([...all(next), ...gradients]);
  });

  it('leaves a clone of a parameter as it was', () => {
    const state = stateOf([[1, 2, 3]]);
    const clone = state.params[0]!.clone();
    const gradients = tensorsOf([[1, 1, 1]]);
    const next = fusedOps().adam(state, gradients, { ...constants, clipNorm: 0, step: 1, learningRate: 0.5 });
    expect(Array.from(clone.dataSync())).toEqual([1, 2, 3]);
    expect(apart(flat(next.params), [0.5, 1.5, 2.5])).toBeLessThan(1e-6);
    dispose([...all(next), ...gradients, clone]);
  });

  it('has the same bits on one thread and on three', async () => {
    const sizes = [100_003, 70_001, 12];
    const of = async (threads: number): Promise<number[]> => {
      await useBackend('simd', threads);
      const rng = Rng.fromSeed(6);
      let state = stateOf(draw(rng, sizes, 1));
      for (let step = 1; step <= 2; step++) {
        const gradients = tensorsOf(draw(rng, sizes, 1));
        state = fusedOps().adam(state, gradients, { ...constants, clipNorm: 1, step, learningRate: 0.1 });
        dispose(gradients);
      }
      const values = flat(state.params);
      dispose(all(state));
      return values;
    };
    expect(await of(3)).toEqual(await of(1));
  });

  it('makes all parameters NaN where a clipped gradient is, as PyTorch does, and none but its own without', () => {
    for (const clipNorm of [1, 0]) {
      const state = stateOf([[1, 2], [3]]);
      const gradients = tensorsOf([[NaN, 1], [1]]);
      const next = fusedOps().adam(state, gradients, { ...constants, clipNorm, step: 1, learningRate: 0.1 });
      expect(flat(next.params).filter(Number.isNaN).length).toBe(clipNorm > 0 ? 3 : 1);
      dispose([...all(next), ...gradients]);
    }
  });

  it('refuses a gradient of another size', () => {
    const state = stateOf([[1, 2, 3]]);
    const gradients = tensorsOf([[1, 2]]);
    const step = { ...constants, clipNorm: 0, step: 1, learningRate: 1 };
    expect(() => fusedOps().adam(state, gradients, step)).toThrow(RangeError);
    expect(() => fusedOps().adam(state, [], step)).toThrow(RangeError);
    dispose([...all(state), ...gradients]);
  });
});
