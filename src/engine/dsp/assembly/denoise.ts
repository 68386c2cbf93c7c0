import { logarithm } from './logarithm';
import { transpose4 } from './transpose';

/** A bin this many times above its recent minimum holds speech. */
const PRESENCE_RATIO: f32 = 5;
/** Berouti: 4 at 0 dB, falling by 3/20 a dB, between -5 and 20 dB. */
const OVERSUBTRACTION_AT_0_DB: f32 = 4;
const OVERSUBTRACTION_SLOPE: f32 = 3 / 20;
const LOWEST_SNR_DB: f32 = -5;
const HIGHEST_SNR_DB: f32 = 20;
/** 10 log10(x) is this times ln x. */
const DB_PER_NEPER: f32 = 4.342944819032518;
/** Share of the noise that stays, so that no bin falls to nothing ("musical noise"). */
const SPECTRAL_FLOOR: f32 = 0.02;

/**
 * Four spectra, one a lane, at `lanes` [bins][4], become rows at `rows`, `stride` bytes apart. Both have room for a
 * multiple of 4 bins, as much is moved.
 */
export function toRows(lanes: usize, bins: i32, rows: usize, stride: usize): void {
  for (const end = rows + (<usize>bins << 2); rows < end; rows += 16, lanes += 64) {
    transpose4(
      v128.load(lanes),
      v128.load(lanes, 16),
      v128.load(lanes, 32),
      v128.load(lanes, 48),
      rows,
      rows + stride,
      rows + 2 * stride,
      rows + 3 * stride,
    );
  }
}

/** The way back from {@link toRows}. */
export function toLanes(rows: usize, bins: i32, lanes: usize, stride: usize): void {
  for (const end = rows + (<usize>bins << 2); rows < end; rows += 16, lanes += 64) {
    transpose4(
      v128.load(rows),
      v128.load(rows + stride),
      v128.load(rows + 2 * stride),
      v128.load(rows + 3 * stride),
      lanes,
      lanes + 16,
      lanes + 32,
      lanes + 48,
    );
  }
}

/**
 * Follows the noise floor of one frame's power; noise-floor.ts tells the method and its source.
 *
 * @param power [bins] f32, readable from one before to three behind; `bins` is 1 more than a multiple of 4
 * @param state five arrays of `stride` bytes: smoothed power, its minimum, the next window's minimum, presence, noise
 * @param frame 0: the stream begins; 1: a window of the minimum begins; 2: neither
 */
export function trackNoise(
  power: usize,
  bins: i32,
  state: usize,
  stride: usize,
  frame: i32,
  keepSmoothed: f32,
  keepPresence: f32,
  keepNoise: f32,
): void {
  const last = power + (<usize>(bins - 1) << 2);
  // The ends have one neighbour, which counts twice.
  store<f32>(power - 4, load<f32>(power, 4));
  store<f32>(last, load<f32>(last - 4), 4);
  if (frame === 0) begin(power, last, state, stride);
  else track(power, last, state, stride, frame === 1, keepSmoothed, keepPresence, keepNoise);
}

/** Takes `noise` [bins] off one frame's power, in place, by Berouti's rule; spectral-subtraction.ts tells it. */
export function subtractNoise(power: usize, bins: i32, noise: usize): void {
  const last = power + (<usize>(bins - 1) << 2);
  subtract(power, last, noise, total(power, last), total(noise, noise + (last - power)));
}

/** Smaller a-priori ratios of speech and noise are taken for this one, -25 dB: what stays of the noise has no gaps. */
const LEAST_PRIOR: f32 = 0.0031622776601683795;
/** Of power over noise: keeps squares of it finite where there is no noise at all. */
const HIGHEST_RATIO: f32 = 1e6;
const NO_NOISE: f32 = 1e-30;

/**
 * Wiener's gain on one frame's power, in place; wiener.ts tells the rule.
 *
 * @param estimate [bins] f32: the speech's power over the noise's, as the frame before estimated it
 * @param keep weight of that estimate
 */
export function wienerFrame(power: usize, bins: i32, noise: usize, estimate: usize, keep: f32): void {
  const one = f32x4.splat(1);
  for (const end = power + (<usize>bins << 2); power < end; power += 16, noise += 16, estimate += 16) {
    const now = v128.load(power);
    const floor = f32x4.max(v128.load(noise), f32x4.splat(NO_NOISE));
    const posterior = f32x4.min(f32x4.div(now, floor), f32x4.splat(HIGHEST_RATIO));
    const excess = f32x4.max(f32x4.sub(posterior, one), f32x4.splat(0));
    const mixed = f32x4.add(f32x4.mul(f32x4.splat(keep), v128.load(estimate)), f32x4.mul(f32x4.splat(1 - keep), excess));
    const prior = f32x4.max(mixed, f32x4.splat(LEAST_PRIOR));
    const gain = f32x4.div(prior, f32x4.add(one, prior));
    const square = f32x4.mul(gain, gain);
    v128.store(estimate, f32x4.mul(square, posterior));
    v128.store(power, f32x4.mul(square, now));
  }
}

// @ts-ignore: decorator
@inline
function acrossBins(at: usize, now: v128): v128 {
  const beside = f32x4.add(v128.load(at - 4), v128.load(at, 4));
  return f32x4.add(f32x4.mul(f32x4.splat(0.5), now), f32x4.mul(f32x4.splat(0.25), beside));
}

function begin(power: usize, last: usize, state: usize, stride: usize): void {
  for (let at = power; at <= last; at += 16, state += 16) {
    const now = v128.load(at);
    const across = acrossBins(at, now);
    v128.store(state, across);
    v128.store(state + stride, across);
    v128.store(state + 2 * stride, across);
    v128.store(state + 3 * stride, f32x4.splat(0));
    v128.store(state + 4 * stride, now);
  }
}

function track(
  power: usize,
  last: usize,
  state: usize,
  stride: usize,
  newWindow: bool,
  keepSmoothed: f32,
  keepPresence: f32,
  keepNoise: f32,
): void {
  const one = f32x4.splat(1);
  const keepLevel = f32x4.splat(keepSmoothed);
  const takeLevel = f32x4.splat(1 - keepSmoothed);
  const keepLikely = f32x4.splat(keepPresence);
  const takeLikely = f32x4.splat(1 - keepPresence);
  const keepLeast = f32x4.splat(keepNoise);
  const keepMore = f32x4.splat(1 - keepNoise);
  const windowMask = i32x4.splat(newWindow ? -1 : 0);
  for (let at = power; at <= last; at += 16, state += 16) {
    const now = v128.load(at);
    const level = f32x4.add(f32x4.mul(keepLevel, v128.load(state)), f32x4.mul(takeLevel, acrossBins(at, now)));
    v128.store(state, level);
    const next = v128.load(state + 2 * stride);
    const reached = f32x4.min(v128.bitselect(next, v128.load(state + stride), windowMask), level);
    v128.store(state + stride, reached);
    v128.store(state + 2 * stride, v128.bitselect(level, f32x4.min(next, level), windowMask));
    const speech = v128.and(f32x4.gt(level, f32x4.mul(f32x4.splat(PRESENCE_RATIO), reached)), one);
    const likely = f32x4.add(f32x4.mul(keepLikely, v128.load(state + 3 * stride)), f32x4.mul(takeLikely, speech));
    v128.store(state + 3 * stride, likely);
    const keep = f32x4.add(keepLeast, f32x4.mul(keepMore, likely));
    const noise = state + 4 * stride;
    v128.store(noise, f32x4.add(f32x4.mul(keep, v128.load(noise)), f32x4.mul(f32x4.sub(one, keep), now)));
  }
}

/** Sum of the f32 from `at` to `last`, whose number is 1 more than a multiple of 4. */
function total(at: usize, last: usize): f32 {
  let sum = f32x4.splat(0);
  for (; at < last; at += 16) sum = f32x4.add(sum, v128.load(at));
  sum = f32x4.add(sum, v128.shuffle<f32>(sum, sum, 2, 3, 0, 1));
  return f32x4.extract_lane(sum, 0) + f32x4.extract_lane(sum, 1) + load<f32>(last);
}

function subtract(power: usize, last: usize, noise: usize, signalTotal: f32, noiseTotal: f32): void {
  if (noiseTotal === 0) return;
  const ratio = f32x4.extract_lane(logarithm(f32x4.splat(signalTotal / noiseTotal)), 0);
  const snrDb = min<f32>(HIGHEST_SNR_DB, max<f32>(LOWEST_SNR_DB, DB_PER_NEPER * ratio));
  const over = f32x4.splat(OVERSUBTRACTION_AT_0_DB - OVERSUBTRACTION_SLOPE * snrDb);
  for (let at = power; at <= last; at += 16, noise += 16) {
    const now = v128.load(at);
    const floor = f32x4.mul(f32x4.splat(SPECTRAL_FLOOR), v128.load(noise));
    const left = f32x4.sub(now, f32x4.mul(over, v128.load(noise)));
    // Never more than came in: a bin below the floor keeps its own value.
    v128.store(at, v128.bitselect(left, f32x4.min(now, floor), f32x4.gt(left, floor)));
  }
}
