import fc from 'fast-check';
import { expect, it } from 'vitest';
import { mixToMono } from './mix.ts';

const left = Float32Array.of(0.5, -0.25, 1);
const right = Float32Array.of(0.25, 0.25, -1);

it('takes the mean of channels that sound', () => {
  expect([...mixToMono([left, right])]).toEqual([0.375, 0, 0]);
});

it('ignores channels more than 60 dB below the loudest', () => {
  const hum = Float32Array.of(0.0009, -0.0009, 0.0009);
  expect(mixToMono([new Float32Array(3), left, hum])).toEqual(left);
  const soft = Float32Array.of(0.0011, 0, 0);
  expect(mixToMono([left, soft])[0]).toBeCloseTo(0.25055, 6);
});

it('stays silent when all channels are', () => {
  expect([...mixToMono([new Float32Array(2), new Float32Array(2)])]).toEqual([0, 0]);
});

it('gives equal channels back as they are', () => {
  const samples = fc.array(fc.float({ min: -1, max: 1, noNaN: true }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(samples, fc.integer({ min: 1, max: 8 }), (values, count) => {
      const channel = Float32Array.from(values);
      const mixed = mixToMono(Array.from({ length: count }, () => channel));
      channel.forEach((value, i) => expect(mixed[i]).toBeCloseTo(value, 6));
    }),
  );
});
