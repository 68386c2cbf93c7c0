import type { NoiseKind } from '../config/experiment.ts';
import type { Rng } from '../core/rng.ts';

/** Level of the speech: mean power of the stretches of 20 ms that are within 30 dB of the loudest. */
const STRETCH_MS = 20;
const ACTIVE_RANGE_DB = 30;

/** Samples for the pink filter to forget that it began at rest: twice its slowest time constant, 98 % of its power. */
const PINK_SETTLING = 1760;

const HUM_HARMONICS = 24;

/**
 * Fills `out` with noise of one kind at `sampleRateHz`. The level is arbitrary: {@link mixAtSnr} sets it. The same state
 * of `rng` gives the same bits.
 *
 * @param track that `babble` (many voices, see babble.ts) and `recorded` take a random stretch of; a shorter one repeats
 * @throws RangeError when either is asked for without a track
 */
export function fillNoise(
  kind: NoiseKind,
  out: Float32Array,
  sampleRateHz: number,
  rng: Rng,
  track: Float32Array | null,
): void {
  switch (kind) {
    case 'white':
      return fillWhite(out, rng);
    case 'pink':
      return fillPink(out, rng);
    case 'hum':
      return fillHum(out, sampleRateHz, rng);
    case 'babble':
    case 'recorded':
      if (!track || track.length === 0) throw new RangeError(`no track of ${kind} noise`);
      return fillStretch(out, track, rng);
    default: {
      const unknown: never = kind;
      throw new RangeError(`noise kind ${String(unknown)}`);
    }
  }
}

function fillStretch(out: Float32Array, track: Float32Array, rng: Rng): void {
  if (track.length >= out.length) {
    const start = rng.int(track.length - out.length + 1);
    out.set(track.subarray(start, start + out.length));
    return;
  }
  const start = rng.int(track.length);
  for (let n = 0; n < out.length; n++) out[n] = track[(start + n) % track.length]!;
}

function fillWhite(out: Float32Array, rng: Rng): void {
  for (let n = 0; n < out.length; n++) out[n] = rng.normal();
}

/** Power falls by 3 dB an octave: P. Kellet's weighted sum of one-pole filters, musicdsp.org no. 76 ("refined"). */
function fillPink(out: Float32Array, rng: Rng): void {
  let b0 = 0;
  let b1 = 0;
  let b2 = 0;
  let b3 = 0;
  let b4 = 0;
  let b5 = 0;
  let b6 = 0;
  for (let n = -PINK_SETTLING; n < out.length; n++) {
    const white = 2 * rng.float() - 1;
    b0 = 0.99886 * b0 + white * 0.0555179;
    b1 = 0.99332 * b1 + white * 0.0750759;
    b2 = 0.969 * b2 + white * 0.153852;
    b3 = 0.8665 * b3 + white * 0.3104856;
    b4 = 0.55 * b4 + white * 0.5329522;
    b5 = -0.7616 * b5 - white * 0.016898;
    if (n >= 0) out[n] = b0 + b1 + b2 + b3 + b4 + b5 + b6 + white * 0.5362;
    b6 = white * 0.115926;
  }
}

/** Mains of 50 or 60 Hz: harmonics of amplitude 1 / h at random phases. One period is computed and then repeated. */
function fillHum(out: Float32Array, sampleRateHz: number, rng: Rng): void {
  const mainsHz = rng.int(2) === 0 ? 50 : 60;
  const period = Math.min(out.length, sampleRateHz / greatestDivisor(sampleRateHz, mainsHz));
  out.fill(0, 0, period);
  for (let h = 1; h <= HUM_HARMONICS; h++) {
    const step = (2 * Math.PI * mainsHz * h) / sampleRateHz;
    const phase = rng.uniform(0, 2 * Math.PI);
    // A rotating pointer instead of a sine for every sample.
    const stepRe = Math.cos(step);
    const stepIm = Math.sin(step);
    let re = Math.cos(phase) / h;
    let im = Math.sin(phase) / h;
    for (let n = 0; n < period; n++) {
      out[n]! += im;
      const turned = re * stepRe - im * stepIm;
      im = re * stepIm + im * stepRe;
      re = turned;
    }
  }
  for (let n = period; n < out.length; n++) out[n] = out[n - period]!;
}

/** Greatest common divisor of two whole numbers. */
function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b);
}

/**
 * Adds `noise` to `clip` in place so that 10 log10(active speech power / noise power) is `snrDb`. Speech power is taken
 * over the active stretches only, so that silence around a word does not count; noise power over the whole of it. A clip
 * or a noise without any sound has no such ratio: the clip is left as it is.
 */
export function mixAtSnr(clip: Float32Array, noise: Float32Array, snrDb: number, sampleRateHz: number): void {
  const speech = activePower(clip, sampleRateHz);
  const disturbance = meanPower(noise, 0, clip.length);
  if (speech === 0 || disturbance === 0) return;
  const gain = Math.sqrt(speech / (disturbance * 10 ** (snrDb / 10)));
  for (let n = 0; n < clip.length; n++) clip[n]! += gain * noise[n]!;
}

/** Mean power of the stretches of 20 ms whose power is within 30 dB of the loudest. */
export function activePower(clip: Float32Array, sampleRateHz: number): number {
  const stretch = Math.round((STRETCH_MS * sampleRateHz) / 1000);
  const powers = new Float64Array(Math.ceil(clip.length / stretch));
  let loudest = 0;
  for (let i = 0; i < powers.length; i++) {
    const power = meanPower(clip, i * stretch, Math.min(clip.length, (i + 1) * stretch));
    powers[i] = power;
    loudest = Math.max(loudest, power);
  }
  const threshold = loudest / 10 ** (ACTIVE_RANGE_DB / 10);
  let energy = 0;
  let samples = 0;
  for (let i = 0; i < powers.length; i++) {
    const power = powers[i]!;
    if (power < threshold || power === 0) continue;
    const length = Math.min(clip.length - i * stretch, stretch);
    energy += power * length;
    samples += length;
  }
  return samples === 0 ? 0 : energy / samples;
}

function meanPower(samples: Float32Array, start: number, end: number): number {
  // Four sums break the chain of dependent additions.
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let n = start;
  for (; n + 4 <= end; n += 4) {
    s0 += samples[n]! * samples[n]!;
    s1 += samples[n + 1]! * samples[n + 1]!;
    s2 += samples[n + 2]! * samples[n + 2]!;
    s3 += samples[n + 3]! * samples[n + 3]!;
  }
  for (; n < end; n++) s0 += samples[n]! * samples[n]!;
  return end > start ? (s0 + s1 + (s2 + s3)) / (end - start) : 0;
}
