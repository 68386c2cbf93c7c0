import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromHalves, toHalves } from './float16.ts';

const halves = Uint16Array.from({ length: 0x10000 }, (_, bits) => bits);

test('every half comes back as it was', () => {
  const back = toHalves(fromHalves(halves));
  const isNaN = (half: number) => (half & 0x7c00) === 0x7c00 && (half & 0x3ff) !== 0;
  const wrong = [...halves].filter((half, i) => (isNaN(half) ? !isNaN(back[i]!) : back[i] !== half));
  expect(wrong).toEqual([]);
});

test('known values', () => {
  const values = Float32Array.of(1, -2, 65504, 65520, 2 ** -24, 2 ** -25, 0.333251953125, -0, Infinity);
  expect([...toHalves(values)]).toEqual([0x3c00, 0xc000, 0x7bff, 0x7c00, 0x0001, 0x0000, 0x3555, 0x8000, 0x7c00]);
});

test('the nearest half is taken, of two the even one', () => {
  const finite = [...halves.subarray(0, 0x7c00)].map((half) => fromHalves(Uint16Array.of(half))[0]!);
  fc.assert(
    fc.property(fc.float({ min: 0, max: 65503, noNaN: true }), (value) => {
      const half = toHalves(Float32Array.of(value))[0]!;
      const distance = (other: number) => Math.abs((finite[other] ?? Infinity) - value);
      for (const other of [half - 1, half + 1].filter((one) => one >= 0)) {
        expect(distance(half)).toBeLessThanOrEqual(distance(other));
        if (distance(half) === distance(other)) expect(half % 2).toBe(0);
      }
    }),
  );
});
