import { describe, expect, it } from 'vitest';
import { lostByCore, stolenMs, type Look } from './stolen-time.ts';

it('reads what each core lost', () => {
  const stat = 'cpu  9 0 9 9 9 0 9 33 0 0\ncpu0 5 0 5 5 5 0 5 12 0 0\ncpu1 4 0 4 4 4 0 4 21 0 0\nintr 4 1 2\n';
  expect(lostByCore(stat)).toEqual([120, 210]);
  expect(lostByCore('cpu  1 2 3 4\ncpu0 1 2 3 4\n')).toEqual([0]);
});

describe('of a stretch of time', () => {
  const looks: Look[] = [0, 20, 40, 150, 170, 190].map((atMs) => ({
    atMs,
    // The second core was away from 45 to 145.
    lostMs: [300, atMs < 150 ? 40 : 140],
  }));

  it('tells the most that a core lost within it, also when its tick came late', () => {
    expect(stolenMs(looks, 44, 146)).toBe(100);
    expect(stolenMs(looks, 30, 135)).toBe(100);
  });

  it('tells nothing of what was before and after', () => {
    expect(stolenMs(looks, 0, 15)).toBe(0);
    expect(stolenMs(looks, 149, 205)).toBeLessThanOrEqual(1);
    expect(stolenMs(looks, 155, 165)).toBe(0);
    expect(stolenMs(looks, 5, 35)).toBeLessThanOrEqual(5);
    expect(stolenMs(looks, 400, 500)).toBe(0);
    expect(stolenMs([], 0, 100)).toBe(0);
  });
});
