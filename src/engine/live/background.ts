import { fillNoise } from '../data/noise.ts';
import type { Rng } from '../core/rng.ts';

export const backgroundKinds = ['white', 'pink', 'hum', 'knocks'] as const;
export type BackgroundKind = (typeof backgroundKinds)[number];

/** Levels over all, dB of full scale. */
const ROOM_DB = -45;
const QUIET_DB = -60;
const KNOCK_DB = [-35, -12] as const;
const KNOCK_SECONDS = [0.03, 0.7] as const;
const PAUSE_SECONDS = [0.4, 3] as const;
const RESONANCE_HZ = [150, 4000] as const;

/**
 * A background that nobody speaks in: steady noise, or a quiet room with coughs and knocks (short noise through a
 * resonance that sets in quickly and dies away).
 */
export function makeBackground(kind: BackgroundKind, seconds: number, sampleRateHz: number, rng: Rng): Float32Array {
  const out = new Float32Array(Math.round(seconds * sampleRateHz));
  fillNoise(kind === 'knocks' ? 'pink' : kind, out, sampleRateHz, rng.fork('room'), null);
  setLevel(out, kind === 'knocks' ? QUIET_DB : ROOM_DB);
  if (kind !== 'knocks') return out;
  const draws = rng.fork('knocks');
  for (let at = 1; at < seconds;) {
    const lasts = draws.uniform(...KNOCK_SECONDS);
    const knock = makeKnock(Math.round(lasts * sampleRateHz), sampleRateHz, draws);
    const first = Math.round(at * sampleRateHz);
    for (let n = 0; n < knock.length && first + n < out.length; n++) out[first + n]! += knock[n]!;
    at += lasts + draws.uniform(...PAUSE_SECONDS);
  }
  return out;
}

function makeKnock(length: number, sampleRateHz: number, rng: Rng): Float32Array {
  const knock = new Float32Array(length);
  fillNoise(rng.int(2) === 0 ? 'white' : 'pink', knock, sampleRateHz, rng, null);
  const radius = rng.uniform(0.7, 0.98);
  const turn = 2 * radius * Math.cos((2 * Math.PI * rng.uniform(...RESONANCE_HZ)) / sampleRateHz);
  let before = 0;
  let last = 0;
  for (let n = 0; n < length; n++) {
    const value = knock[n]! + turn * last - radius * radius * before;
    [before, last] = [last, value];
    knock[n] = value;
  }
  setLevel(knock, rng.uniform(...KNOCK_DB));
  const rise = rng.uniform(0.005, 0.1) * sampleRateHz;
  const fall = rng.uniform(0.1, 0.5) * length;
  return knock.map((value, n) => value * Math.min(1, n / rise) * Math.exp(-n / fall));
}

function setLevel(samples: Float32Array, db: number): void {
  let energy = 0;
  for (const sample of samples) energy += sample * sample;
  if (energy === 0) return;
  const gain = 10 ** (db / 20) / Math.sqrt(energy / samples.length);
  for (let n = 0; n < samples.length; n++) samples[n]! *= gain;
}
