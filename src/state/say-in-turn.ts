import type { ClipSamples } from './services.ts';

export interface SaidClip extends ClipSamples {
  readonly label: string;
}

const FIRST_SECONDS = 0.6;
const PAUSE_SECONDS = 0.8;

/**
 * Clips one after another with pauses between them, and when each is said.
 * @param clips all of one rate
 */
export function sayInTurn(clips: readonly SaidClip[]) {
  const sampleRateHz = clips[0]?.sampleRateHz ?? 16_000;
  let at = Math.round(FIRST_SECONDS * sampleRateHz);
  const starts = clips.map(({ samples }) => {
    const start = at;
    at += samples.length + Math.round(PAUSE_SECONDS * sampleRateHz);
    return start;
  });
  const samples = new Float32Array(at);
  clips.forEach((clip, i) => samples.set(clip.samples, starts[i]));
  const words = clips.map(({ label, samples: { length } }, i) => ({
    label,
    startSeconds: starts[i]! / sampleRateHz,
    endSeconds: (starts[i]! + length) / sampleRateHz,
  }));
  return { samples, sampleRateHz, words };
}
