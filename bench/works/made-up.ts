import { Rng } from '../../src/engine/core/rng.ts';
import { SPEECH } from './net.ts';

/** A made-up batch, the same for every contestant that is written in TypeScript. */
export interface Batch {
  /** [B, T, F], flat */
  readonly x: Float32Array;
  /** One-hot, [B, K], flat */
  readonly labels: Float32Array;
}

/** Normal noise with labels in turn: as much work as speech, and a net can learn it by heart. */
export function madeUpBatch(size: number): Batch {
  const rng = Rng.fromSeed(1).fork('bench-batch');
  const x = Float32Array.from({ length: size * SPEECH.frames * SPEECH.bins }, () => rng.normal());
  const labels = new Float32Array(size * SPEECH.classes);
  for (let row = 0; row < size; row++) labels[row * SPEECH.classes + (row % SPEECH.classes)] = 1;
  return { x, labels };
}

/**
 * A factor of a product: small numbers that any language makes alike, so that all contestants must get the same first
 * entry.
 * @param salt tells the factors apart
 */
export function madeUpMatrix(length: number, salt: number): Float32Array {
  return Float32Array.from({ length }, (_, i) => ((i * 7919 + salt * 104_729) % 1009) / 1009 - 0.5);
}

/** Labels of one of the utterances of CTC, [0, classes - 1); every language makes the same. */
export function madeUpLabels(utterance: number, count: number, classes: number): number[] {
  return Array.from({ length: count }, (_, i) => (utterance + 7 * i + Math.floor(i / 3)) % (classes - 1));
}

/** Samples of audio, in pieces as a reader would bring them. */
export const AUDIO_PIECE_SECONDS = 10;

/** One piece of noise at 16 kHz, -1 to 1; an hour is this piece again and again. */
export function madeUpAudio(sampleRateHz: number): Float32Array {
  const rng = Rng.fromSeed(1).fork('bench-audio');
  return Float32Array.from({ length: AUDIO_PIECE_SECONDS * sampleRateHz }, () => 0.1 * rng.normal());
}
