import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { InputLevel } from '../services.ts';
import { unwatched, watchLevel } from './level-watch.ts';
import { hearWord, unspoken, wordIsOver } from './word-end.ts';

const MS = 50;
const level = (peak: number): InputLevel => ({ peak, rms: peak / 2, clipped: peak >= 1 });
const watched = (peaks: readonly number[], awaited = true) =>
  peaks.reduce((watch, peak) => watchLevel(watch, level(peak), MS, awaited), unwatched);
const times = (count: number, peak: number) => Array.from({ length: count }, () => peak);

test('clipping is said at once, for two seconds, whether or not a word is awaited', () => {
  for (const awaited of [true, false]) {
    expect(watched([0.3, 1], awaited).trouble).toBe('clipped');
    expect(watched([1, ...times(39, 0.3)], awaited).trouble).toBe('clipped');
    expect(watched([1, ...times(40, 0.3)], awaited).trouble).toBeNull();
  }
});

test('too quiet is said when a word should have begun, until there is one', () => {
  expect(watched(times(29, 0.01)).trouble).toBeNull();
  expect(watched(times(30, 0.01)).trouble).toBe('quiet');
  expect(watched([...times(30, 0.01), 0.1]).trouble).toBeNull();
  expect(watched(times(200, 0.01), false).trouble, 'nobody should speak').toBeNull();
});

test('of any levels, clipping is said exactly when one clipped in the last two seconds', () => {
  const peaks = fc.array(fc.double({ min: 0, max: 1.1, noNaN: true }), { minLength: 1, maxLength: 100 });
  fc.assert(
    fc.property(peaks, fc.boolean(), (values, awaited) => {
      const { trouble } = watched(values, awaited);
      const clipped = values.slice(-40).some((peak) => peak >= 1);
      const quiet = awaited && values.length >= 30 && values.every((peak) => peak < 0.02);
      expect(trouble).toBe(clipped ? 'clipped' : quiet ? 'quiet' : null);
    }),
  );
});

const heard = (rms: readonly number[], room: number) =>
  rms.reduce((word, value) => hearWord(word, { peak: value, rms: value, clipped: false }, MS, room), unspoken);

test('a word is over when it was said and 600 ms of hush follow; a gap in it is not the end', () => {
  const room = 0.002;
  expect(wordIsOver(heard([...times(4, 0.1), ...times(11, room)], room))).toBe(false);
  expect(wordIsOver(heard([...times(4, 0.1), ...times(12, room)], room))).toBe(true);
  expect(wordIsOver(heard([...times(4, 0.1), ...times(8, room), 0.1, ...times(8, room)], room))).toBe(false);
});

test('a click, a loud room and silence are no word', () => {
  expect(wordIsOver(heard([0.5, ...times(20, 0)], 0)), 'a click').toBe(false);
  expect(wordIsOver(heard(times(40, 0.05), 0.05)), 'a loud room').toBe(false);
  expect(wordIsOver(heard(times(40, 0), 0)), 'silence').toBe(false);
});
