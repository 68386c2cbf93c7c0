import { expect, it } from 'vitest';
import { Rng } from '../core/rng.ts';
import { ComplexFft } from './complex-fft.ts';
import { naivePowers } from './testing/naive.ts';

const rng = Rng.fromSeed(1);

it.each([2, 8, 64, 256])('of %i agrees with the definition, and comes back', (size) => {
  const re = Float64Array.from({ length: size }, () => rng.normal());
  const im = new Float64Array(size);
  const [givenRe, givenIm] = [re.slice(), im.slice()];
  const fft = new ComplexFft(size);
  fft.forward(re, im);
  naivePowers(givenRe).forEach((power, k) => expect(re[k]! ** 2 + im[k]! ** 2).toBeCloseTo(power, 8));
  // The sign of the exponent, which powers do not show: sample 1 turns clockwise.
  const line = new Float64Array(size);
  const turned = new Float64Array(size);
  line[1] = 1;
  fft.forward(line, turned);
  expect(turned[size >> 2]).toBeCloseTo(size === 2 ? 0 : -1, 10);
  fft.inverse(re, im);
  re.forEach((x, n) => expect(x).toBeCloseTo(givenRe[n]!, 10));
  im.forEach((x, n) => expect(x).toBeCloseTo(givenIm[n]!, 10));
});

it.each([0, 1, 12])('refuses a length of %i', (size) => {
  expect(() => new ComplexFft(size)).toThrow(RangeError);
});
