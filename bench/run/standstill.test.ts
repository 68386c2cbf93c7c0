import { setTimeout } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { inBoth, Standstill, stoodMs, stretchesOf } from './standstill.ts';

it('reads what a witness tells, without a line that it has not ended', () => {
  expect(stretchesOf('10.5 30\n40 62.25\n7')).toEqual([
    { fromMs: 10.5, toMs: 30 },
    { fromMs: 40, toMs: 62.25 },
  ]);
  expect(stretchesOf('')).toEqual([]);
});

it('tells of what all cores missed, and how much of it lies within a stretch', () => {
  const still = inBoth(stretchesOf('0 20\n40 60\n80 90\n'), stretchesOf('10 45\n70 100\n'));
  expect(still).toEqual(stretchesOf('10 20\n40 45\n80 90\n'));
  expect(stoodMs(still, 15, 85)).toBe(15);
  expect(stoodMs(still, 21, 39)).toBe(0);
  expect(stoodMs([], 0, 100)).toBe(0);
});

it('watches the machine without a word of its own, and leaves nobody behind', async () => {
  const standstill = new Standstill();
  const beganMs = Number(process.hrtime.bigint()) / 1e6;
  await setTimeout(300);
  const still = standstill.end();
  expect(stoodMs(still, 0, beganMs)).toBe(0);
  expect(still.every(({ fromMs, toMs }) => fromMs < toMs)).toBe(true);
});
