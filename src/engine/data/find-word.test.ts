import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Rng } from '../core/rng.ts';
import { findWord } from './find-word.ts';

const RATE_HZ = 16_000;
const rng = Rng.fromSeed(2);
/** A second: the room, and from 0.3 to 0.7 s a word. */
const take = (level: number, room = 0.0005, from = 0.3, to = 0.7) =>
  Float32Array.from({ length: RATE_HZ }, (_, n) => {
    const spoken = n >= from * RATE_HZ && n < to * RATE_HZ ? level * Math.sin(0.2 * n) : 0;
    return Math.max(-1, Math.min(1, spoken + room * rng.normal()));
  });
const flaws = (samples: Float32Array) => findWord(samples, RATE_HZ).flaws;

test('a word at a good level has no flaw', () => {
  for (const level of [0.03, 0.1, 0.5, 0.95]) expect(flaws(take(level)), `level ${level}`).toEqual([]);
});

test('too loud: the wave stands at its end; one that just reaches it does not', () => {
  expect(flaws(take(3))).toEqual(['clipped']);
  const touching = take(0.5);
  touching[8000] = touching[9000] = 1;
  expect(flaws(touching)).toEqual([]);
});

test('too quiet: by itself, or for its room', () => {
  expect(flaws(take(0.012))).toEqual(['quiet']);
  expect(flaws(take(0.02, 0.01))).toContain('quiet');
  expect(flaws(take(0.2, 0.003))).toEqual([]);
});

test('cut off: the word is there at the very beginning, or still there at the very end', () => {
  expect(flaws(take(0.3, 0.0005, 0, 0.4))).toEqual(['cut-off']);
  expect(flaws(take(0.3, 0.0005, 0.6, 1))).toEqual(['cut-off']);
});

test('silence, and what is too short for a word, are refused by name', () => {
  expect(() => flaws(take(0.001))).toThrow(expect.objectContaining({ code: 'file/silent' }));
  expect(() => flaws(new Float32Array(480).fill(0.5))).toThrow(expect.objectContaining({ code: 'file/too-short' }));
  expect(() => flaws(new Float32Array(0))).toThrow(expect.objectContaining({ code: 'file/silent' }));
});

test('any samples give a stretch within them, or are refused', () => {
  const samples = fc.array(fc.float({ min: -1, max: 1, noNaN: true }), { maxLength: 4000 });
  fc.assert(
    fc.property(samples, fc.constantFrom(8000, 16_000, 44_100), (values, rateHz) => {
      try {
        const { start, end } = findWord(Float32Array.from(values), rateHz);
        expect(0 <= start && start < end && end <= values.length).toBe(true);
      } catch (thrown) {
        expect(thrown).toMatchObject({ code: expect.stringMatching(/^file\/(silent|too-short)$/) as string });
      }
    }),
    { numRuns: 200 },
  );
});
