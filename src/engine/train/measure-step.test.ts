import { afterEach, expect, test, vi } from 'vitest';
import { measureInferenceMs } from './measure-step.ts';
import type { TrainingSession } from './session.ts';

afterEach(() => void vi.restoreAllMocks());

/** A net whose passes take so long, by a clock that ticks so coarsely; with how many passes were asked for. */
function netWith(passMs: number, tickMs: number) {
  let ms = 0;
  let passes = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => (tickMs === 0 ? 0 : Math.floor(ms / tickMs) * tickMs));
  const inferOne = (): Promise<void> => {
    ms += passMs;
    passes++;
    return Promise.resolve();
  };
  return { session: { inferOne } as unknown as TrainingSession, passes: () => passes };
}

test.each([
  [0.03, 0.005],
  [0.03, 0.1],
  [0.3, 1],
  [30, 0.1],
])('a pass of %d ms is found by a clock that ticks %d ms', async (passMs, tickMs) => {
  const found = await measureInferenceMs(netWith(passMs, tickMs).session);
  expect(found / passMs).toBeGreaterThan(0.6);
  expect(found / passMs).toBeLessThan(1.1);
});

test('a slow net is asked a few times only', async () => {
  const { session, passes } = netWith(1500, 0.1);
  expect(await measureInferenceMs(session)).toBeCloseTo(1500);
  expect(passes()).toBeLessThan(6);
});

test('a clock that hardly ticks ends it all the same', async () => {
  expect(await measureInferenceMs(netWith(0.03, 100).session)).toBeGreaterThan(0);
  expect(await measureInferenceMs(netWith(0.03, 0).session)).toBe(0);
});
