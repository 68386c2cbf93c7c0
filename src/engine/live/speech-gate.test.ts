import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Rng } from '../core/rng.ts';
import { defaultLiveSettings } from '../config/live-settings.ts';
import { SpeechGate, type Sound } from './speech-gate.ts';

const RATE_HZ = 16_000;

/** A quiet room in which something hisses loudly between the given seconds. */
function room(seconds: number, loud: readonly (readonly [number, number])[]): Float32Array {
  const rng = Rng.fromSeed(1);
  return Float32Array.from({ length: seconds * RATE_HZ }, (_, n) => {
    const at = n / RATE_HZ;
    return (loud.some(([from, to]) => at >= from && at < to) ? 0.1 : 0.001) * rng.normal();
  });
}

function soundsOf(samples: Float32Array, cuts: readonly number[] = []): Sound[] {
  const gate = new SpeechGate(RATE_HZ, defaultLiveSettings);
  const found: Sound[] = [];
  const edges = [0, ...cuts.map((cut) => cut % samples.length).sort((a, b) => a - b), samples.length];
  edges.slice(1).forEach((to, i) => gate.take(samples.subarray(edges[i], to), (sound) => found.push(sound)));
  return found;
}

test('what stands out is found where it is; a pause shorter than set is inside it', () => {
  const found = soundsOf(
    room(6, [
      [1, 1.4],
      [2, 2.2],
      [2.3, 2.5],
      [4, 4.5],
    ]),
  );
  const expected = [
    [1, 1.4],
    [2, 2.5],
    [4, 4.5],
  ];
  expect(found).toHaveLength(expected.length);
  found.forEach(({ startSeconds, endSeconds }, i) => {
    expect(Math.abs(startSeconds - expected[i]![0]!)).toBeLessThan(0.03);
    expect(Math.abs(endSeconds - expected[i]![1]!)).toBeLessThan(0.03);
  });
});

test('a room that grows louder and stays so is the room after a while', () => {
  const found = soundsOf(room(12, [[3, 12]]));
  expect(found.length).toBeLessThanOrEqual(1);
});

test('silence holds no sound', () => {
  expect(soundsOf(new Float32Array(3 * RATE_HZ))).toEqual([]);
});

test('however the stream is cut, the same is found', () => {
  const samples = room(2, [[0.8, 1.1]]);
  const whole = soundsOf(samples);
  expect(whole).toHaveLength(1);
  fc.assert(
    fc.property(fc.array(fc.nat(samples.length - 1), { maxLength: 20 }), (cuts) => {
      expect(soundsOf(samples, cuts)).toEqual(whole);
    }),
    { numRuns: 30 },
  );
});
