import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { GivingWay, RightOfWay } from './right-of-way.ts';

const wait = vi.spyOn(Atomics, 'wait');
beforeEach(() => void wait.mockReset().mockReturnValue('ok'));
afterEach(() => void wait.mockReset());

it('holds nobody up without a claim, nor who gives way to nobody', () => {
  const way = new RightOfWay();
  const giving = new GivingWay();
  way.claim();
  giving.pass();
  way.cede();
  giving.to(way.words);
  giving.pass();
  way.cede();
  giving.pass();
  expect(wait).not.toHaveBeenCalled();
});

it('holds each of the others up once for a claim, for a time that is bounded', () => {
  const way = new RightOfWay();
  const others = [new GivingWay(), new GivingWay()];
  for (const giving of others) giving.to(way.words);
  for (let claims = 1; claims <= 3; claims++) {
    way.claim();
    way.claim();
    for (const giving of [...others, ...others]) giving.pass();
    expect(wait).toHaveBeenCalledTimes(2 * claims);
    way.cede();
    way.cede();
    for (const giving of others) giving.pass();
    expect(wait).toHaveBeenCalledTimes(2 * claims);
  }
  for (const [words, index, claim, ms] of wait.mock.calls) {
    expect([words, index]).toEqual([way.words, 0]);
    expect(Number(claim) % 2).toBe(1);
    expect(ms).toBeLessThanOrEqual(20);
  }
});

it('wakes those who sleep when the claim is ceded', () => {
  const notify = vi.spyOn(Atomics, 'notify');
  const way = new RightOfWay();
  way.cede();
  expect(notify).not.toHaveBeenCalled();
  way.claim();
  way.cede();
  expect(notify.mock.calls).toEqual([[way.words, 0]]);
});

it('sleeps for real, and not for ever', () => {
  wait.mockRestore();
  const way = new RightOfWay();
  const giving = new GivingWay();
  giving.to(way.words);
  way.claim();
  const began = performance.now();
  giving.pass();
  expect(performance.now() - began).toBeGreaterThan(5);
});
