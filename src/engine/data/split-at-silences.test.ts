import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Rng } from '../core/rng.ts';
import { splitAtSilences } from './split-at-silences.ts';
import { tone } from './testing/wav-bytes.ts';

const RATE_HZ = 8_000;

/** Tones at the given seconds, each as long as said, in the hush of a room. */
function recording(seconds: number, sounds: readonly (readonly [number, number])[]): Float32Array {
  const rng = new Rng('room');
  const samples = Float32Array.from({ length: seconds * RATE_HZ }, () => 0.0005 * rng.normal());
  for (const [start, length] of sounds)
    tone(400, length, RATE_HZ).forEach((x, n) => (samples[Math.round(start * RATE_HZ) + n]! += x));
  return samples;
}

test('each sound is a piece with a margin; short gaps stay within it, clicks are none', () => {
  const pieces = splitAtSilences(
    recording(6, [
      [0.5, 0.4],
      [2, 0.3],
      [2.5, 0.3],
      [4, 0.02],
      [5.7, 0.3],
    ]),
    RATE_HZ,
  );
  expect(pieces).toHaveLength(3);
  const edges = [
    [0.5, 0.9],
    [2, 2.8],
    [5.7, 6],
  ];
  pieces.forEach(({ startSeconds, endSeconds }, i) => {
    expect(startSeconds).toBeCloseTo(edges[i]![0]! - 0.12, 1);
    expect(endSeconds).toBeCloseTo(Math.min(6, edges[i]![1]! + 0.12), 1);
  });
});

test('without pauses it is one piece, and nothing of nothing', () => {
  expect(splitAtSilences(tone(300, 2, RATE_HZ), RATE_HZ)).toEqual([{ startSeconds: 0, endSeconds: 2 }]);
  expect(splitAtSilences(new Float32Array(0), RATE_HZ)).toEqual([]);
});

test('pieces lie in order, apart, within the recording', () => {
  const sound = fc.tuple(fc.double({ min: 0, max: 4, noNaN: true }), fc.double({ min: 0.05, max: 0.9, noNaN: true }));
  fc.assert(
    fc.property(fc.array(sound, { maxLength: 6 }), (sounds) => {
      let last = 0;
      for (const { startSeconds, endSeconds } of splitAtSilences(recording(5, sounds), RATE_HZ)) {
        expect(startSeconds).toBeGreaterThanOrEqual(last);
        expect(endSeconds).toBeGreaterThan(startSeconds);
        last = endSeconds;
      }
      expect(last).toBeLessThanOrEqual(5);
    }),
    { numRuns: 30 },
  );
});
