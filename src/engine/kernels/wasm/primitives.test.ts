import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { dispose, memory, tensor1d, tensor2d, transpose } from '../../tensor/index.ts';
import { useBackend } from '../../tensor/testing/node-backends.ts';
import { Rng } from '../../core/rng.ts';
import { wasmPrimitives } from './primitives.ts';

/** a [m, k] times b [k, n] in float64. */
function naiveProduct(a: Float32Array, b: Float32Array, m: number, k: number, n: number): number[] {
  return Array.from({ length: m * n }, (_, i) => {
    let total = 0;
    for (let p = 0; p < k; p++) total += (a[Math.floor(i / n) * k + p] ?? NaN) * (b[p * n + (i % n)] ?? NaN);
    return total;
  });
}

const draw = (rng: Rng, size: number) => Float32Array.from({ length: size }, () => rng.uniform(-1, 1));

describe('the primitives on wasm', () => {
  beforeAll(() => useBackend('wasm'));

  it('multiplies with any side transposed, any shape, bias and activation', async () => {
    const side = fc.integer({ min: 1, max: 40 });
    await fc.assert(
      fc.asyncProperty(side, side, side, fc.boolean(), fc.boolean(), fc.boolean(), fc.integer(), async (...given) => {
        const [m, k, n, transposeA, transposeB, dressed, seed] = given;
        const rng = Rng.fromSeed(seed);
        const [a, b, bias] = [draw(rng, m * k), draw(rng, k * n), draw(rng, n)];
        const before = memory().numTensors;
        const [ta, tb, tbias] = [tensor2d(a, [m, k]), tensor2d(b, [k, n]), tensor1d(bias)];
        const [left, right] = [transposeA ? transpose(ta) : ta, transposeB ? transpose(tb) : tb];
        const got = wasmPrimitives.product(left, right, {
          transposeA,
          transposeB,
          ...(dressed ? { bias: tbias, activation: 'relu' as const } : {}),
        });
        const values = await got.data();
        naiveProduct(a, b, m, k, n).forEach((sum, i) => {
          const expected = dressed ? Math.max(0, sum + (bias[i % n] ?? NaN)) : sum;
          expect(Math.abs((values[i] ?? NaN) - expected)).toBeLessThan(1e-5);
        });
        expect(got.shape).toEqual([m, n]);
        dispose([ta, tb, tbias, left, right, got]);
        // Intermediate transpositions are the caller's tidy's to free.
        expect(memory().numTensors - before).toBeLessThanOrEqual(4);
      }),
      { numRuns: 60 },
    );
  });

  it('sums columns and squashes as float64 does', async () => {
    const rng = Rng.fromSeed(3);
    const x = draw(rng, 3001 * 7).map((value) => 20 * value ** 3);
    const input = tensor2d(x, [3001, 7]);
    const sums = await wasmPrimitives.columnSums(input).data();
    const squashed = await wasmPrimitives.tanh(input).data();
    for (let column = 0; column < 7; column++) {
      let expected = 0;
      for (let row = 0; row < 3001; row++) expected += x[row * 7 + column] ?? NaN;
      expect(Math.abs((sums[column] ?? NaN) - expected)).toBeLessThan(5e-3);
    }
    x.forEach((value, i) => expect(Math.abs((squashed[i] ?? NaN) - Math.tanh(value))).toBeLessThan(4e-7));
  });
});
