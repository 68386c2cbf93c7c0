import { afterEach, expect, it, vi } from 'vitest';
import { GivingWay, RightOfWay } from './right-of-way.ts';

afterEach(() => void vi.restoreAllMocks());

const wakeAtOnce = () => vi.spyOn(Atomics, 'wait').mockReturnValue('ok');

it('holds nobody up without a claim, nor who gives way to nobody', () => {
  const wait = wakeAtOnce();
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
  const wait = wakeAtOnce();
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

it('sleeps, and not for ever', () => {
  const wait = vi.spyOn(Atomics, 'wait');
  const way = new RightOfWay();
  const giving = new GivingWay();
  giving.to(way.words);
  way.claim();
  giving.pass();
  expect(wait.mock.results.map(({ value }) => value as string)).toEqual(['timed-out']);
});
