import { createHash } from 'node:crypto';
import { expect } from 'vitest';
import type { DecodedAudio } from '../format.ts';
import references from './goldens/audio.json' with { type: 'json' };

/** What ffmpeg makes of a file; of one without loss the digest of all samples, of others some samples. */
export interface Reference {
  readonly codec: string;
  readonly sampleRateHz: number;
  readonly channels: number;
  readonly frames: number;
  readonly sha256?: string;
  readonly at?: readonly number[];
  readonly points?: readonly (readonly number[])[];
}

/** By path: below this folder, or in the folder of real speech. */
export const referenceByPath: Readonly<Record<string, Reference>> = references;

/** How far two decoders of a lossy codec may differ: mpg123 and libvorbis round, libopus has filters of its own. */
const tolerances: Readonly<Record<string, number>> = { mp3: 2e-6, vorbis: 1e-6, opus: 1e-4 };

export function expectReference({ sampleRateHz, channels }: DecodedAudio, path: string): void {
  const reference = referenceByPath[path]!;
  expect({ sampleRateHz, channels: channels.length, frames: channels[0]!.length }).toEqual({
    sampleRateHz: reference.sampleRateHz,
    channels: reference.channels,
    frames: reference.frames,
  });
  if (reference.sha256 !== undefined) return expect(digestOf(channels)).toBe(reference.sha256);
  expect(worstOf(channels, reference)).toBeLessThan(tolerances[reference.codec]!);
}

/** The largest distance from the reference's samples. */
function worstOf(channels: readonly Float32Array[], { at = [], points = [] }: Reference): number {
  expect(at.length).toBeGreaterThan(0);
  const distances = channels.flatMap((samples, c) => at.map((place, n) => Math.abs(samples[place]! - points[c]![n]!)));
  return Math.max(...distances);
}

function digestOf(channels: readonly Float32Array[]): string {
  const frames = channels[0]!.length;
  const interleaved = new Float32Array(frames * channels.length);
  channels.forEach((samples, c) => samples.forEach((sample, i) => (interleaved[i * channels.length + c] = sample)));
  return createHash('sha256').update(new Uint8Array(interleaved.buffer)).digest('hex');
}
