import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { relativeError } from '../../../tensor/suite/check.ts';
import { tensor, tidy } from '../../../tensor/index.ts';
import { useBackend } from '../../../tensor/testing/node-backends.ts';
import { productDesigns, useProductDesign, type ProductDesign } from './designs.ts';
import { product } from './index.ts';

interface Case {
  readonly rows: number;
  readonly columns: number;
  readonly depth: number;
  readonly transposeA: boolean;
  readonly transposeB: boolean;
  readonly bias: boolean;
  readonly relu: boolean;
}

/** Multiples of 1/8, about half of them negative. */
const numbers = (count: number, seed: number): Float32Array =>
  Float32Array.from({ length: count }, (_, i) => (((i * 7919 + seed * 104_729) % 97) - 48) / 8);

function naive(
  { rows, columns, depth, transposeA, transposeB, bias, relu }: Case,
  [a, b, c]: Float32Array[],
): number[] {
  const out: number[] = [];
  for (let m = 0; m < rows; m++) {
    for (let n = 0; n < columns; n++) {
      let sum = bias ? c![n]! : 0;
      for (let k = 0; k < depth; k++)
        sum += a![transposeA ? k * rows + m : m * depth + k]! * b![transposeB ? n * depth + k : k * columns + n]!;
      out.push(relu ? Math.max(0, sum) : sum);
    }
  }
  return out;
}

async function errorOf(each: Case): Promise<number> {
  const { rows, columns, depth, transposeA, transposeB, bias, relu } = each;
  const sides = [numbers(rows * depth, 1), numbers(depth * columns, 2), numbers(columns, 3)];
  const [a, b, c] = sides as [Float32Array, Float32Array, Float32Array];
  const value = tidy(() =>
    product(
      tensor(a, transposeA ? [depth, rows] : [rows, depth]),
      tensor(b, transposeB ? [columns, depth] : [depth, columns]),
      { transposeA, transposeB, activation: relu ? 'relu' : 'linear', ...(bias && { bias: tensor(c) }) },
    ),
  );
  const got = await value.data();
  value.dispose();
  return relativeError(got, naive(each, sides));
}

const designs = Object.keys(productDesigns) as ProductDesign[];
const size = fc.oneof(fc.integer({ min: 1, max: 40 }), fc.constantFrom(64, 65, 100));
const sizes = { rows: size, columns: size, depth: fc.oneof(size, fc.constantFrom(0, 257)) };
const flag = fc.boolean();
const plain = { bias: false, relu: false };
/** As layers and their gradients ask for: a software adapter takes seconds to compile a kernel with tiles. */
const asked = [
  { transposeA: false, transposeB: true, bias: true, relu: true },
  { transposeA: true, transposeB: false, ...plain },
  { transposeA: false, transposeB: false, ...plain },
];
const kinds = {
  direct: fc.record({ transposeA: flag, transposeB: flag, bias: flag, relu: flag }),
  tiled: fc.constantFrom(...asked),
};

describe.each(designs)('the %s product on webgpu', (design) => {
  beforeAll(async () => {
    await useBackend('webgpu');
    useProductDesign(design);
  }, 60_000);

  it('agrees with float64 for any shape, side, bias and activation', { timeout: 60_000 }, async () => {
    const check = async (each: Case): Promise<void> => {
      expect(await errorOf(each)).toBeLessThan(1e-5);
    };
    const cases = fc.tuple(fc.record(sizes), kinds[design]).map(([shape, kind]) => ({ ...shape, ...kind }));
    await fc.assert(fc.asyncProperty(cases, check), { seed: 11, numRuns: 40 });
  });

  it('agrees with float64 where every row is a multiple of four, and over many tiles', async () => {
    for (const kind of asked) expect(await errorOf({ rows: 68, columns: 132, depth: 72, ...kind })).toBeLessThan(1e-5);
    const many = { rows: 600, columns: 500, depth: 20, ...asked[0]! };
    expect(await errorOf(many)).toBeLessThan(1e-5);
  });

  it('lets out what is not a number, and keeps it to its row', async () => {
    const a = numbers(9 * 6, 1);
    a[2 * 6 + 3] = NaN;
    const value = product(tensor(a, [9, 6]), tensor(numbers(6 * 5, 2), [6, 5]));
    const got = await value.data();
    const broken = Array.from(got, (number, i) => (Number.isNaN(number) ? i : -1)).filter((i) => i >= 0);
    expect(broken).toEqual([10, 11, 12, 13, 14]);
  });
});
