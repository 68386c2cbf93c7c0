/**
 * Adam over all parameters at once. A table tells where they lie, in segments of which a chunk takes several: {parameter,
 * first moment, second moment, gradient, floats}, 20 bytes a segment.
 */
import { madd, nmadd } from '../relaxed';
import { storeLanes } from '../lanes';

const ENTRY: usize = 20;

/** Sums of the squares of the gradients, one float64 a segment: {table, segments, segments a chunk, sums}. */
export function squareSums(args: usize, chunk: i32, scratch: usize): void {
  const table = load<usize>(args), segments = load<i32>(args, 4), own = load<i32>(args, 8), sums = load<usize>(args, 12);
  const end = min(segments, (chunk + 1) * own);
  for (let segment = chunk * own; segment < end; segment++) {
    const entry = table + <usize>segment * ENTRY;
    let at = load<usize>(entry, 12);
    const last = at + (load<usize>(entry, 16) << 2);
    let low = f64x2.splat(0), high = low;
    for (; at + 16 <= last; at += 16) {
      const x = v128.load(at);
      const left = f64x2.promote_low_f32x4(x), right = f64x2.promote_low_f32x4(v128.shuffle<f64>(x, x, 1, 1));
      low = f64x2.add(low, f64x2.mul(left, left));
      high = f64x2.add(high, f64x2.mul(right, right));
    }
    const both = f64x2.add(low, high);
    let sum = f64x2.extract_lane(both, 0) + f64x2.extract_lane(both, 1);
    for (; at < last; at += 4) {
      const x = <f64>load<f32>(at);
      sum += x * x;
    }
    store<f64>(sums + (<usize>segment << 3), sum);
  }
}

/**
 * One step in place: m += (g - m) share1, v += (g^2 - v) share2, parameter -= rate m / (sqrt(v) + epsilon), with g the
 * gradient times `clip`: {table, segments, segments a chunk, rate, epsilon, share1, share2, clip}.
 */
export function adam(args: usize, chunk: i32, scratch: usize): void {
  const table = load<usize>(args), segments = load<i32>(args, 4), own = load<i32>(args, 8);
  const rate = v128.load32_splat(args, 12), epsilon = v128.load32_splat(args, 16);
  const share1 = v128.load32_splat(args, 20), share2 = v128.load32_splat(args, 24), clip = v128.load32_splat(args, 28);
  const end = min(segments, (chunk + 1) * own);
  for (let segment = chunk * own; segment < end; segment++) {
    const entry = table + <usize>segment * ENTRY;
    const parameter = load<usize>(entry), first = load<usize>(entry, 4), second = load<usize>(entry, 8);
    const gradient = load<usize>(entry, 12), size = load<usize>(entry, 16) << 2;
    for (let i: usize = 0; i < size; i += 16) {
      const g = f32x4.mul(v128.load(gradient + i), clip);
      const m0 = v128.load(first + i), v0 = v128.load(second + i);
      const m = madd(f32x4.sub(g, m0), share1, m0);
      const v = madd(f32x4.sub(f32x4.mul(g, g), v0), share2, v0);
      const p = nmadd(rate, f32x4.div(m, f32x4.add(f32x4.sqrt(v), epsilon)), v128.load(parameter + i));
      storeLanes(first + i, m, size - i);
      storeLanes(second + i, v, size - i);
      storeLanes(parameter + i, p, size - i);
    }
  }
}
