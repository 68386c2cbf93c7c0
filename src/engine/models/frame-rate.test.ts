import { expect, it } from 'vitest';
import { deepspeech2Mini } from './deepspeech2-mini/index.ts';
import { outFramesOf, poolingBetween, poolingOf } from './frame-rate.ts';

const settings = { channels: 2, width: 4, depth: 1, dropout: 0, directions: 'both', norm: 'none' };
const net = (stride: number) => ({ family: deepspeech2Mini.id, settings: { ...settings, stride } });

it('brings the faster of two nets to the rate of the slower one, where that is a whole multiple', () => {
  const pooling = (teacher: number, student: number) => {
    const [a, b] = [teacher, student].map((stride) => outFramesOf(deepspeech2Mini.id, { ...settings, stride })!);
    return poolingOf(a!, b!);
  };
  expect(pooling(2, 2)).toEqual({ teacher: 1, student: 1 });
  expect(pooling(2, 4)).toEqual({ teacher: 2, student: 1 });
  expect(pooling(1, 3)).toEqual({ teacher: 3, student: 1 });
  expect(pooling(4, 1)).toEqual({ teacher: 1, student: 4 });
  expect(pooling(2, 3)).toBeNull();
  expect(() => poolingBetween(net(3), net(2))).toThrow(
    expect.objectContaining({ params: expect.objectContaining({ reason: 'frame-rates-differ' }) }),
  );
});

it('has the stride of before where a net knows of none', () => {
  expect(outFramesOf(deepspeech2Mini.id, settings)!(11)).toBe(6);
  expect(outFramesOf('dnn', { width: 8, depth: 1, dropout: 0 })).toBeNull();
});
