/** CTC with its gradient: a chunk is an utterance. */
import { exp4 } from '../math';
import { lanesOf, largestLane, storeLanes, sumOfLanes } from '../lanes';
import { below4, largestOfRow, logOf, powers4 } from '../loss/softmax';
import { AROUND, clear4, clearRow, emit, LOG_NOTHING, markLeaps, reached4, reaching4 } from './lattice';

/** log sum exp of a row of logits; NaN where one is none. */
function logSumOf(logits: usize, stride: usize): f32 {
  const largest = largestOfRow(logits, stride), top = f32x4.splat(largest);
  let powers = i32x4.splat(0);
  for (let i: usize = 0; i < stride; i += 16) {
    const valid = lanesOf(stride - i);
    powers = f32x4.add(powers, powers4(below4(logits + i, top, f32x4.splat(1), valid), valid));
  }
  return largest + logOf(sumOfLanes(powers));
}

/** The first four states out of which the end can still be reached, of so many, with so many frames to come. */
// @ts-ignore: decorator
@inline
function firstOf(count: i32, toCome: i32): usize {
  return <usize>(max(0, count - 2 - 2 * toCome) & ~3) << 2;
}

/** Where the states end that can have been reached. */
// @ts-ignore: decorator
@inline
function endOf(count: i32, t: i32): usize {
  return <usize>min(count, 2 * t + 2) << 2;
}

/**
 * {logits [batch, frames, classes], what states stand for [batch, most], states of each utterance (0: its labels do not
 * fit), valid frames of each, gradient [batch, frames, classes], losses [batch], room, frames, classes, most, floats of
 * room an utterance, floats of a row with what lies around it}. The room takes a row a frame, four more, and a number a
 * frame. Of each frame's logarithms a whole number is taken off, so that what is left has all its places.
 */
export function ctc(args: usize, chunk: i32, scratch: usize): void {
  const frames = load<i32>(args, 28), stride = <usize>load<i32>(args, 32) << 2, most = load<i32>(args, 36);
  const size = <usize>frames * stride, own = <usize>chunk << 2;
  const logits = load<usize>(args) + <usize>chunk * size, gradients = load<usize>(args, 16) + <usize>chunk * size;
  const classes = load<usize>(args, 4) + <usize>chunk * (<usize>most << 2);
  const count = load<i32>(load<usize>(args, 8) + own), valid = load<i32>(load<usize>(args, 12) + own);
  const loss = load<usize>(args, 20) + own;
  if (!count) {
    memory.fill(gradients, 0, size);
    return store<f32>(loss, Infinity);
  }
  const step = <usize>load<i32>(args, 44) << 2, bytes = step - 2 * AROUND;
  const leaps = load<usize>(args, 24) + <usize>chunk * (<usize>load<i32>(args, 40) << 2) + AROUND;
  const emitted = leaps + step, after = emitted + step, rows = after + step;
  const logSums = rows + <usize>(valid + 1) * step - AROUND;
  clearRow(leaps, bytes);
  markLeaps(leaps, classes, count);
  clearRow(emitted, bytes);
  clearRow(rows, bytes);
  store<f32>(rows - 4, 0);

  // Forward: the row of a frame lies behind that of the frame before it.
  let shift: f32 = 0, total: f64 = 0;
  let row = rows;
  for (let t = 0; t < valid; t++) {
    const x = logits + <usize>t * stride, before = row, logSum = logSumOf(x, stride);
    row += step;
    store<f32>(logSums + (<usize>t << 2), logSum);
    emit(emitted, x, logSum, classes, count);
    const first = firstOf(count, valid - 1 - t), end = endOf(count, t);
    let top = f32x4.splat(LOG_NOTHING);
    const off = f32x4.splat(shift);
    clear4(row + first - AROUND);
    let i = first;
    for (; i < end; i += 16) {
      const reached = f32x4.add(f32x4.sub(reached4(before + i, leaps + i), off), v128.load(emitted + i));
      top = f32x4.max(top, reached);
      v128.store(row + i, reached);
    }
    clear4(row + i);
    total += <f64>shift;
    shift = nearest(largestLane(top));
  }
  const past = <usize>count << 2;
  const likelihood = f32x4.extract_lane(reached4(row + past, leaps + past), 0);
  store<f32>(loss, <f32>-(total + <f64>likelihood));

  // Backward: one row, rewritten from its beginning, since a state looks only ahead.
  clearRow(after, bytes);
  store<f32>(after + past, 0);
  shift = 0;
  for (let t = valid - 1; t >= 0; t--, row -= step) {
    const x = logits + <usize>t * stride, gradient = gradients + <usize>t * stride;
    const logSum = load<f32>(logSums + (<usize>t << 2));
    emit(emitted, x, logSum, classes, count);
    const first = firstOf(count, valid - 1 - t), end = endOf(count, t);
    const off = f32x4.splat(shift);
    let top = f32x4.splat(LOG_NOTHING), likeliest = top;
    for (let i = first; i < end; i += 16) {
      const rest = f32x4.sub(reaching4(after + i, leaps + i), off);
      const whole = f32x4.add(v128.load(row + i), rest), next = f32x4.add(rest, v128.load(emitted + i));
      likeliest = f32x4.max(likeliest, whole);
      top = f32x4.max(top, next);
      v128.store(row + i, whole);
      v128.store(after + i, next);
    }
    clear4(after + first - AROUND);
    shift = nearest(largestLane(top));
    writeGradient(gradient, x, stride, logSum, row, first, end, f32x4.splat(largestLane(likeliest)), classes);
  }
  const done = <usize>valid * stride;
  memory.fill(gradients + done, 0, size - done);
}

/** The softmax of a frame less how likely the labels make each class in it. @param row logarithms of its states */
function writeGradient(
  gradient: usize, logits: usize, stride: usize, logSum: f32,
  row: usize, first: usize, end: usize, likeliest: v128, classes: usize,
): void {
  const top = f32x4.splat(logSum);
  for (let i: usize = 0; i < stride; i += 16)
    storeLanes(gradient + i, exp4(f32x4.sub(v128.load(logits + i), top)), stride - i);
  let powers = i32x4.splat(0);
  for (let i = first; i < end; i += 16) {
    const power = v128.and(exp4(f32x4.sub(v128.load(row + i), likeliest)), lanesOf(end - i));
    powers = f32x4.add(powers, power);
    v128.store(row + i, power);
  }
  const share = <f32>1 / sumOfLanes(powers);
  let blanks: f32 = 0;
  for (let i = first; i < end; i += 8) {
    blanks += load<f32>(row + i);
    if (i + 4 >= end) break;
    const at = gradient + (<usize>load<i32>(classes + i, 4) << 2);
    store<f32>(at, load<f32>(at) - share * load<f32>(row + i, 4));
  }
  const at = gradient + (<usize>load<i32>(classes) << 2);
  store<f32>(at, load<f32>(at) - share * blanks);
}
