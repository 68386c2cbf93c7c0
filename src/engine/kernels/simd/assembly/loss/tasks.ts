/**
 * Losses on logits with their gradients: a chunk takes rows of its own and writes the sum of their losses and their rows
 * of the gradient. What is not a number in the logits is none in the loss either.
 */
import { madd } from '../relaxed';
import { lanesOf, storeLanes, sumOfLanes } from '../lanes';
import { below4, largestOfRow, logOf, powers4 } from './softmax';

/**
 * Cross-entropy of targets and softmax(logits), and weight (softmax - target): {logits [rows, columns], targets, weights
 * [rows], gradient, sums of the chunks, rows, columns, rows a chunk}.
 */
export function softmaxCrossEntropy(args: usize, chunk: i32, scratch: usize): void {
  const logits = load<usize>(args), targets = load<usize>(args, 4), weights = load<usize>(args, 8);
  const gradients = load<usize>(args, 12), sums = load<usize>(args, 16);
  const rows = load<i32>(args, 20), stride = <usize>load<i32>(args, 24) << 2, own = load<i32>(args, 28);
  const end = min(rows, (chunk + 1) * own);
  const one = f32x4.splat(1);
  let total: f64 = 0;
  for (let row = chunk * own; row < end; row++) {
    const at = <usize>row * stride, x = logits + at, t = targets + at, gradient = gradients + at;
    const weight = load<f32>(weights + (row << 2));
    const top = f32x4.splat(largestOfRow(x, stride));
    let powers = i32x4.splat(0), hit = powers;
    for (let i: usize = 0; i < stride; i += 16) {
      const valid = lanesOf(stride - i);
      const d = below4(x + i, top, one, valid);
      powers = f32x4.add(powers, powers4(d, valid));
      hit = madd(v128.and(v128.load(t + i), valid), d, hit);
    }
    const sum = sumOfLanes(powers);
    total += <f64>(weight * (logOf(sum) - sumOfLanes(hit)));
    const share = f32x4.splat(<f32>1 / sum), scale = f32x4.splat(weight);
    for (let i: usize = 0; i < stride; i += 16) {
      const probability = f32x4.mul(powers4(below4(x + i, top, one, lanesOf(stride - i)), i32x4.splat(-1)), share);
      storeLanes(gradient + i, f32x4.mul(scale, f32x4.sub(probability, v128.load(t + i))), stride - i);
    }
  }
  store<f32>(sums + (chunk << 2), <f32>total);
}

/**
 * T^2 KL from a teacher's to a student's softmax at T, and T weight (student's - teacher's probabilities): {student
 * [rows, columns], teacher, weights [rows], gradient, sums of the chunks, rows, columns, rows a chunk, T}.
 */
export function distillKl(args: usize, chunk: i32, scratch: usize): void {
  const students = load<usize>(args), teachers = load<usize>(args, 4), weights = load<usize>(args, 8);
  const gradients = load<usize>(args, 12), sums = load<usize>(args, 16);
  const rows = load<i32>(args, 20), stride = <usize>load<i32>(args, 24) << 2, own = load<i32>(args, 28);
  const temperature = load<f32>(args, 32), scale = f32x4.splat(<f32>1 / temperature);
  const end = min(rows, (chunk + 1) * own);
  let total: f64 = 0;
  for (let row = chunk * own; row < end; row++) {
    const at = <usize>row * stride, s = students + at, t = teachers + at, gradient = gradients + at;
    const weight = load<f32>(weights + (row << 2));
    const topS = f32x4.splat(largestOfRow(s, stride)), topT = f32x4.splat(largestOfRow(t, stride));
    let powersS = i32x4.splat(0), powersT = powersS, apart = powersS;
    for (let i: usize = 0; i < stride; i += 16) {
      const valid = lanesOf(stride - i);
      const ofS = below4(s + i, topS, scale, valid), ofT = below4(t + i, topT, scale, valid);
      const power = powers4(ofT, valid);
      powersS = f32x4.add(powersS, powers4(ofS, valid));
      powersT = f32x4.add(powersT, power);
      apart = madd(power, f32x4.sub(ofT, ofS), apart);
    }
    const sumS = sumOfLanes(powersS), sumT = sumOfLanes(powersT);
    const divergence = sumOfLanes(apart) / sumT + (logOf(sumS) - logOf(sumT));
    total += <f64>(weight * divergence);
    const shareS = f32x4.splat(<f32>1 / sumS), shareT = f32x4.splat(<f32>1 / sumT);
    const factor = f32x4.splat(temperature * weight);
    for (let i: usize = 0; i < stride; i += 16) {
      const all = i32x4.splat(-1);
      const ofS = f32x4.mul(powers4(below4(s + i, topS, scale, all), all), shareS);
      const ofT = f32x4.mul(powers4(below4(t + i, topT, scale, all), all), shareT);
      storeLanes(gradient + i, f32x4.mul(factor, f32x4.sub(ofS, ofT)), stride - i);
    }
  }
  store<f32>(sums + (chunk << 2), <f32>(total * temperature * temperature));
}
