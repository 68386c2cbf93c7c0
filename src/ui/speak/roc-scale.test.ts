import fc from 'fast-check';
import { expect, test } from 'vitest';
import { alarmTicks, keyMove, nearest, thresholdIndex } from './roc-scale.ts';

test('ticks of false alarms begin at 0, end beyond the most, and keep apart where square roots are drawn', () => {
  expect(alarmTicks(0)).toEqual([0, 1]);
  expect(alarmTicks(150)).toEqual([0, 5, 20, 50, 100, 150]);
  fc.assert(
    fc.property(fc.double({ min: 0, max: 90_000, noNaN: true }), (most) => {
      const ticks = alarmTicks(most);
      const end = ticks.at(-1)!;
      expect(end).toBeGreaterThanOrEqual(most);
      expect(ticks[0]).toBe(0);
      for (const [i, tick] of ticks.entries())
        if (i > 0) expect(Math.sqrt(tick / end) - Math.sqrt(ticks[i - 1]! / end)).toBeGreaterThan(0.1);
    }),
  );
});

test('the nearest point of all, and the nearest threshold', () => {
  expect(
    nearest(
      [
        { x: 0, y: 0 },
        { x: 5, y: 5 },
        { x: 9, y: 1 },
      ],
      8,
      3,
    ),
  ).toBe(2);
  expect(thresholdIndex([0.3, 0.5, 0.9], 0.72)).toBe(2);
  expect(thresholdIndex([0.3, 0.5, 0.9], 0.1)).toBe(0);
});

test('right is a lower threshold; keys stay within, and others mean nothing', () => {
  expect(keyMove('ArrowRight', 3, 9)).toBe(2);
  expect(keyMove('ArrowLeft', 8, 9)).toBe(8);
  expect(keyMove('PageUp', 3, 9)).toBe(0);
  expect([keyMove('Home', 3, 9), keyMove('End', 3, 9)]).toEqual([8, 0]);
  expect(keyMove('a', 3, 9)).toBeNull();
});
