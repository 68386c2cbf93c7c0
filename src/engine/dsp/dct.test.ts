import { expect, it } from 'vitest';
import { Dct } from './dct.ts';
import { KernelMemory, LANES } from './kernel-memory.ts';
import { readLane, writeLanes } from './testing/lanes.ts';
import { naiveDct } from './testing/naive.ts';

/** The transforms of up to four columns. */
function transformed(columns: readonly number[][], coefficients: number): Float32Array[] {
  const memory = new KernelMemory();
  const length = columns[0]!.length;
  const input = memory.allocate(length * LANES);
  const dct = new Dct(memory, length, coefficients);
  writeLanes(memory, input, columns);
  dct.apply(input);
  return columns.map((_, lane) => readLane(memory, dct.cepstra, coefficients, lane));
}

it('agrees with the definition in every lane', () => {
  const columns = Array.from({ length: LANES }, (_, lane) =>
    Array.from({ length: 23 }, (_, n) => 10 * Math.sin((lane + 1) * (n + 1))),
  );
  transformed(columns, 13).forEach((ours, lane) => {
    naiveDct(columns[lane]!, 13).forEach((value, k) => expect(ours[k]).toBeCloseTo(value, 4));
  });
});

it('has orthonormal rows', () => {
  const length = 40;
  const columns = Array.from({ length }, (_, n) => {
    return transformed([Array.from({ length }, (_, i) => (i === n ? 1 : 0))], length)[0]!;
  });
  for (const [i, a] of columns.entries()) {
    for (const [j, b] of columns.entries()) {
      const product = a.reduce((sum, x, k) => sum + x * b[k]!, 0);
      expect(product).toBeCloseTo(i === j ? 1 : 0, 6);
    }
  }
});

it('puts a constant into the first coefficient alone', () => {
  const [out] = transformed([new Array<number>(40).fill(2)], 13);
  expect(out![0]).toBeCloseTo(2 * Math.sqrt(40), 5);
  for (const value of out!.subarray(1)) expect(value).toBeCloseTo(0, 5);
});
