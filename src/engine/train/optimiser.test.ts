import { beforeAll, describe, expect, it } from 'vitest';
import { Rng } from '../core/rng.ts';
import type { ParamInfo } from '../models/model.ts';
import { dispose, memory, packFlat, splitFlat } from '../tensor/index.ts';
import { useBackend } from '../tensor/testing/node-backends.ts';
import golden from './adam.golden.json' with { type: 'json' };
import { Adam } from './optimiser.ts';

const init = { kind: 'constant', value: 0 } as const;
const layout: ParamInfo[] = golden.shapes.map((shape, i) => ({ name: `p${i}`, shape, init }));
const start = Float32Array.from(golden.start);

/** Algorithm 1 of Kingma and Ba, line by line, in float64. */
function publishedRule(weights: number[], gradients: readonly number[][], rates: readonly number[]): number[][] {
  const m = weights.map(() => 0);
  const v = weights.map(() => 0);
  let theta = weights;
  return gradients.map((g, i) => {
    const t = i + 1;
    theta = theta.map((value, k) => {
      m[k] = 0.9 * m[k]! + 0.1 * g[k]!;
      v[k] = 0.999 * v[k]! + 0.001 * g[k]! ** 2;
      const mHat = m[k] / (1 - 0.9 ** t);
      const vHat = v[k] / (1 - 0.999 ** t);
      return value - (rates[i]! * mHat) / (Math.sqrt(vHat) + 1e-8);
    });
    return theta;
  });
}

/** The largest difference between two lists. */
const apart = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Math.max(...Array.from(b, (value, i) => Math.abs((a[i] ?? NaN) - value)));

function take(adam: Adam, gradients: readonly number[], rate: number, clipNorm: number): void {
  const tensors = splitFlat(layout, Float32Array.from(gradients));
  adam.step(tensors, rate, clipNorm);
  dispose(tensors);
}

describe.each(['simd', 'wasm', 'cpu', 'webgpu'] as const)('Adam on %s', (backend) => {
  beforeAll(() => useBackend(backend));

  it('follows the published rule step by step', async () => {
    const rng = Rng.fromSeed(5);
    const gradients = Array.from({ length: 60 }, (_, t) =>
      // Every fifth is as small as epsilon, so that it matters where epsilon stands.
      Array.from(start, (_, k) =>
        Math.fround(k % 5 === 4 ? rng.normal() * 1e-8 : rng.normal() * 10 ** ((k % 5) - 2) + (t % 7 === 0 ? 1 : 0)),
      ),
    );
    const rates = gradients.map((_, t) => 0.05 / (1 + t));
    const expected = publishedRule(Array.from(start), gradients, rates);
    const adam = new Adam(layout, start);
    for (const [t, gradient] of gradients.entries()) {
      take(adam, gradient, rates[t]!, 0);
      expect(apart(await packFlat(adam.params), expected[t]!)).toBeLessThan(5e-6);
    }
    adam.dispose();
  });

  it('clips by the global norm as PyTorch does', async () => {
    const adam = new Adam(layout, start);
    for (const { gradients, learningRate, weights } of golden.steps) {
      take(adam, gradients, learningRate, golden.clipNorm);
      expect(apart(await packFlat(adam.params), weights)).toBeLessThan(2e-6);
    }
    adam.dispose();
  });

  it('goes on from what it read to the very bit', async () => {
    const whole = new Adam(layout, start);
    golden.steps.slice(0, 3).forEach(({ gradients, learningRate }) => take(whole, gradients, learningRate, 2));
    const { step, weights, moment1, moment2 } = await whole.read();
    const resumed = new Adam(layout, weights, { step, moment1, moment2 });
    for (const adam of [whole, resumed]) {
      golden.steps.slice(3).forEach(({ gradients, learningRate }) => take(adam, gradients, learningRate, 2));
    }
    expect(step).toBe(3);
    expect(await resumed.read()).toEqual(await whole.read());
    whole.dispose();
    resumed.dispose();
  });

  it('leaves no tensor behind', () => {
    const before = memory().numTensors;
    const adam = new Adam(layout, start);
    const own = memory().numTensors;
    golden.steps.forEach(({ gradients, learningRate }) => take(adam, gradients, learningRate, 2));
    expect(memory().numTensors).toBe(own);
    adam.replaceWeights(start);
    expect(memory().numTensors).toBe(own);
    adam.dispose();
    expect(memory().numTensors).toBe(before);
  });

  it('refuses weights of another net', () => {
    expect(() => new Adam(layout, new Float32Array(3))).toThrow(RangeError);
  });
});
