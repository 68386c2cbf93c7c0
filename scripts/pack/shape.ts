import { packRateHz } from './synthesise.ts';

const frame = packRateHz / 200;
/** Below the loudest 5 ms by this much is silence: weak enough to keep the f of "off" and the t of "left". */
const silenceDb = -42;
const leadSeconds = 0.015;
const tailSeconds = 0.03;
const rampSeconds = 0.005;
const peakLimit = 0.9;

/**
 * Silence off both ends (a little stays), short ramps, loudness as asked unless the peak would clip.
 * @returns `start`: the sample that is now the first; negative where silence was put before it
 */
export function shapeClip(samples: Float32Array, loudnessDb: number, shortestSeconds: number) {
  const { trimmed, start } = trim(samples, shortestSeconds);
  const clip = ramp(trimmed);
  const rms = Math.sqrt(meanSquare(clip, 0, clip.length));
  const peak = clip.reduce((max, x) => Math.max(max, Math.abs(x)), 0);
  const gain = Math.min(10 ** (loudnessDb / 20) / rms, peakLimit / peak);
  return { clip: clip.map((x) => x * gain), start };
}

function trim(samples: Float32Array, shortestSeconds: number) {
  const frames = Math.floor(samples.length / frame);
  const energies = Array.from({ length: frames }, (_, i) => meanSquare(samples, i * frame, (i + 1) * frame));
  const floor = Math.max(...energies) * 10 ** (silenceDb / 10);
  const first = energies.findIndex((energy) => energy > floor);
  const last = energies.findLastIndex((energy) => energy > floor);
  let start = first * frame - leadSeconds * packRateHz;
  let end = (last + 1) * frame + tailSeconds * packRateHz;
  const missing = shortestSeconds * packRateHz - (end - start);
  if (missing > 0) {
    start -= Math.ceil(missing / 2);
    end += Math.ceil(missing / 2);
  }
  const out = new Float32Array(end - start);
  const from = Math.max(0, start);
  out.set(samples.subarray(from, Math.min(end, samples.length)), from - start);
  return { trimmed: out, start };
}

function ramp(clip: Float32Array): Float32Array {
  const n = Math.round(rampSeconds * packRateHz);
  return clip.map((x, i) => x * Math.min(1, (i + 1) / n, (clip.length - i) / n));
}

function meanSquare(samples: Float32Array, from: number, to: number): number {
  let sum = 0;
  for (let i = from; i < to; i++) sum += (samples[i] ?? 0) ** 2;
  return sum / (to - from);
}
