import { expect, it } from 'vitest';
import { Dct } from './dct.ts';

it('has orthonormal rows', () => {
  const length = 40;
  const dct = new Dct(length, length);
  const columns = Array.from({ length }, (_, n) => {
    const out = new Float64Array(length);
    dct.apply(
      Float64Array.from({ length }, (_, i) => (i === n ? 1 : 0)),
      out,
    );
    return out;
  });
  for (const [i, a] of columns.entries()) {
    for (const [j, b] of columns.entries()) {
      const product = a.reduce((sum, x, k) => sum + x * b[k]!, 0);
      expect(product).toBeCloseTo(i === j ? 1 : 0, 10);
    }
  }
});

it('puts a constant into the first coefficient alone', () => {
  const out = new Float64Array(13);
  new Dct(40, 13).apply(new Float64Array(40).fill(2), out);
  expect(out[0]).toBeCloseTo(2 * Math.sqrt(40), 10);
  for (const value of out.subarray(1)) expect(value).toBeCloseTo(0, 10);
});
