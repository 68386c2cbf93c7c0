import { expect, test } from 'vitest';
import { Rng } from '../core/rng.ts';
import { trimToWord } from './trim.ts';

const RATE_HZ = 8000;
const seconds = (s: number) => Math.round(s * RATE_HZ);
const rng = Rng.fromSeed(1);
const room = (s: number, level = 0.003) => Float32Array.from({ length: seconds(s) }, () => level * rng.normal());
const word = (s: number) =>
  Float32Array.from({ length: seconds(s) }, (_, n) => 0.4 * Math.sin(0.3 * n) + 0.003 * rng.normal());
const join = (...parts: Float32Array[]) => Float32Array.from(parts.flatMap((part) => [...part]));

test('a word in a quiet room keeps itself and 120 ms on both sides', () => {
  const recording = join(room(1), word(0.5), room(0.8));
  const trimmed = trimToWord(recording, RATE_HZ);
  expect(trimmed.byteOffset / 4).toBe(seconds(1 - 0.12));
  expect(trimmed.length).toBe(seconds(0.5 + 0.24));
});

test('a gap inside a word is not cut', () => {
  const recording = join(room(0.5), word(0.2), room(0.1), word(0.2), room(0.5));
  expect(trimToWord(recording, RATE_HZ).length).toBe(seconds(0.5 + 0.24));
});

test('a word at the very edge keeps what is there', () => {
  expect(trimToWord(join(word(0.3), room(0.5)), RATE_HZ).length).toBe(seconds(0.3 + 0.12));
});

test('nothing that stands out: left whole', () => {
  for (const recording of [room(1), new Float32Array(seconds(1)), new Float32Array(3)]) {
    expect(trimToWord(recording, RATE_HZ)).toBe(recording);
  }
});
