import fc from 'fast-check';
import { expect, test } from 'vitest';
import { joinFloats } from '../core/join-arrays.ts';
import { Rng } from '../core/rng.ts';
import { wordStretch } from './trim.ts';

const RATE_HZ = 8000;
const seconds = (s: number) => Math.round(s * RATE_HZ);
const rng = Rng.fromSeed(1);
const room = (s: number, level = 0.003) => Float32Array.from({ length: seconds(s) }, () => level * rng.normal());
const word = (s: number, level = 0.4) =>
  Float32Array.from({ length: seconds(s) }, (_, n) => level * Math.sin(0.3 * n) + 0.003 * rng.normal());
const join = (...parts: Float32Array[]) => joinFloats(parts);

test('a word in a quiet room keeps itself and 120 ms on both sides', () => {
  expect(wordStretch(join(room(1), word(0.5), room(0.8)), RATE_HZ)).toEqual({
    start: seconds(1 - 0.12),
    end: seconds(1.5 + 0.12),
  });
});

test('a gap inside a word is not cut', () => {
  const recording = join(room(0.5), word(0.2), room(0.1), word(0.2), room(0.5));
  expect(wordStretch(recording, RATE_HZ)).toEqual({ start: seconds(0.5 - 0.12), end: seconds(1 + 0.12) });
});

test('a word at the very edge keeps what is there', () => {
  expect(wordStretch(join(word(0.3), room(0.5)), RATE_HZ)).toEqual({ start: 0, end: seconds(0.3 + 0.12) });
});

test('nothing that stands out: left whole', () => {
  for (const recording of [room(1), new Float32Array(seconds(1)), new Float32Array(3)]) {
    expect(wordStretch(recording, RATE_HZ)).toEqual({ start: 0, end: recording.length });
  }
});

test('wherever a word lies, and however loud it is, it is whole within the stretch, with 140 ms more at most', () => {
  const parts = fc.record({
    before: fc.double({ min: 0.2, max: 1, noNaN: true }),
    length: fc.double({ min: 0.1, max: 0.8, noNaN: true }),
    after: fc.double({ min: 0.2, max: 1, noNaN: true }),
    level: fc.double({ min: 0.05, max: 0.9, noNaN: true }),
  });
  fc.assert(
    fc.property(parts, ({ before, length, after, level }) => {
      const [quiet, spoken, hush] = [room(before), word(length, level), room(after)];
      const { start, end } = wordStretch(join(quiet, spoken, hush), RATE_HZ);
      const [first, last] = [quiet.length, quiet.length + spoken.length];
      expect(start).toBeLessThanOrEqual(first);
      expect(start).toBeGreaterThanOrEqual(Math.max(0, first - seconds(0.14)));
      expect(end).toBeGreaterThanOrEqual(last - seconds(0.01));
      expect(end).toBeLessThanOrEqual(Math.min(last + hush.length, last + seconds(0.14)));
    }),
    { numRuns: 60 },
  );
});
