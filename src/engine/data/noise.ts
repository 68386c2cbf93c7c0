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
 * @param babble a track of many voices (see babble.ts) that `babble` takes a random stretch of
 * @throws RangeError when `babble` is asked for without a track at least as long as `out`
 */
export function fillNoise(
  kind: NoiseKind,
  out: Float32Array,
  sampleRateHz: number,
  rng: Rng,
  babble: Float32Array | null,
): void {
  switch (kind) {
    case 'white':
      return fillWhite(out, rng);
    case 'pink':
      return fillPink(out, rng);
    case 'hum':
      return fillHum(out, sampleRateHz, rng);
    case 'babble': {
      if (!babble || babble.length < out.length) throw new RangeError('no babble track of this length');
      const start = rng.int(babble.length - out.length + 1);
      out.set(babble.subarray(start, start + out.length));
      return;
    }
    default: {
      const unknown: never = kind;
      throw new RangeError(`noise kind ${String(unknown)}`);
    }
  }
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

/** Mains of 50 or 60 Hz: harmonics of amplitude 1 / h at random phases. */
function fillHum(out: Float32Array, sampleRateHz: number, rng: Rng): void {
  const mainsHz = rng.int(2) === 0 ? 50 : 60;
  out.fill(0);
  for (let h = 1; h <= HUM_HARMONICS; h++) {
    const step = (2 * Math.PI * mainsHz * h) / sampleRateHz;
    const phase = rng.uniform(0, 2 * Math.PI);
    // A rotating pointer instead of a sine for every sample.
    const stepRe = Math.cos(step);
    const stepIm = Math.sin(step);
    let re = Math.cos(phase) / h;
    let im = Math.sin(phase) / h;
    for (let n = 0; n < out.length; n++) {
      out[n]! += im;
      const turned = re * stepRe - im * stepIm;
      im = re * stepIm + im * stepRe;
      re = turned;
    }
  }
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
  let loudest = 0;
  for (let start = 0; start < clip.length; start += stretch) {
    loudest = Math.max(loudest, meanPower(clip, start, Math.min(clip.length, start + stretch)));
  }
  const threshold = loudest / 10 ** (ACTIVE_RANGE_DB / 10);
  let energy = 0;
  let samples = 0;
  for (let start = 0; start < clip.length; start += stretch) {
    const end = Math.min(clip.length, start + stretch);
    const power = meanPower(clip, start, end);
    if (power < threshold || power === 0) continue;
    energy += power * (end - start);
    samples += end - start;
  }
  return samples === 0 ? 0 : energy / samples;
}

function meanPower(samples: Float32Array, start: number, end: number): number {
  let sum = 0;
  for (let n = start; n < end; n++) sum += samples[n]! * samples[n]!;
  return end > start ? sum / (end - start) : 0;
}
