import { transpose4 } from './transpose';

/**
 * Four windowed frames, one a lane, at `out` [points][4], zeros after their end.
 *
 * @param first address of the first sample of the first frame; @param hopBytes between the beginnings of two frames
 * @param frames 1 to 4; lanes beyond repeat the last, so that no sample is read that has not come
 * @param window [frameSamples] f32
 */
export function windowFrames(
  first: usize,
  hopBytes: usize,
  frames: i32,
  window: usize,
  frameSamples: i32,
  out: usize,
  points: i32,
): void {
  const second = first + (frames > 1 ? hopBytes : 0);
  const third = second + (frames > 2 ? hopBytes : 0);
  const fourth = third + (frames > 3 ? hopBytes : 0);
  const bytes = <usize>frameSamples << 2;
  const whole = bytes & ~15;
  let n: usize = 0;
  for (; n < whole; n += 16, out += 64) {
    const shape = v128.load(window + n);
    transpose4(
      f32x4.mul(v128.load(first + n), shape),
      f32x4.mul(v128.load(second + n), shape),
      f32x4.mul(v128.load(third + n), shape),
      f32x4.mul(v128.load(fourth + n), shape),
      out,
      out + 16,
      out + 32,
      out + 48,
    );
  }
  for (; n < bytes; n += 4, out += 16) {
    const shape = load<f32>(window + n);
    store<f32>(out, load<f32>(first + n) * shape);
    store<f32>(out, load<f32>(second + n) * shape, 4);
    store<f32>(out, load<f32>(third + n) * shape, 8);
    store<f32>(out, load<f32>(fourth + n) * shape, 12);
  }
  const zero = f32x4.splat(0);
  for (const end = out + (<usize>(points - frameSamples) << 4); out < end; out += 16) v128.store(out, zero);
}

/**
 * Frames without their mean and pre-emphasised each by itself, at `out`, `stride` bytes apart: y[n] = x[n] - c x[n-1]
 * of x - mean(x), with x[-1] = x[0], as Kaldi's feature-window.cc.
 *
 * @param first address of the first sample of the first frame; @param hopBytes between the beginnings of two frames
 */
export function centreFrames(
  first: usize,
  hopBytes: usize,
  frames: i32,
  frameSamples: i32,
  coefficient: f32,
  out: usize,
  stride: usize,
): void {
  const bytes = <usize>frameSamples << 2;
  for (let frame = 0; frame < frames; frame++, first += hopBytes, out += stride) {
    let sum: f64 = 0;
    for (let n: usize = 0; n < bytes; n += 4) sum += load<f32>(first + n);
    const mean = <f32>(sum / frameSamples);
    let before = load<f32>(first) - mean;
    for (let n: usize = 0; n < bytes; n += 4) {
      const now = load<f32>(first + n) - mean;
      store<f32>(out + n, now - coefficient * before);
      before = now;
    }
  }
}

/**
 * |X|^2 of real frames, from the complex transform of half their length whose real parts are the even samples and whose
 * imaginary parts the odd ones: takes the two spectra apart and joins them (Numerical Recipes, section 12.3). The frames
 * come at half their size, which saves the halving here.
 *
 * @param order [half] i32: address of coefficient k from `data` on
 * @param twiddles [half / 2 + 1] pairs of f32: exp(-2 pi i k / (2 half))
 * @param out [half + 1][4]
 */
export function powers(data: usize, half: i32, order: usize, twiddles: usize, out: usize): void {
  const re0 = v128.load(data);
  const im0 = v128.load(data, 16);
  const dc = f32x4.add(re0, im0);
  const nyquist = f32x4.sub(re0, im0);
  const four = f32x4.splat(4);
  v128.store(out, f32x4.mul(four, f32x4.mul(dc, dc)));
  let high = out + (<usize>half << 4);
  v128.store(high, f32x4.mul(four, f32x4.mul(nyquist, nyquist)));
  let mirrored = order + (<usize>half << 2);
  for (let low = out + 16; ; low += 16) {
    high -= 16;
    if (low > high) break;
    order += 4;
    mirrored -= 4;
    twiddles += 8;
    const a = data + <usize>load<i32>(order);
    const b = data + <usize>load<i32>(mirrored);
    const aRe = v128.load(a);
    const aIm = v128.load(a, 16);
    const bRe = v128.load(b);
    const bIm = v128.load(b, 16);
    const evenRe = f32x4.add(aRe, bRe);
    const evenIm = f32x4.sub(aIm, bIm);
    const oddRe = f32x4.add(aIm, bIm);
    const oddIm = f32x4.sub(bRe, aRe);
    const cos = v128.load32_splat(twiddles);
    const sin = v128.load32_splat(twiddles, 4);
    const turnedRe = f32x4.sub(f32x4.mul(oddRe, cos), f32x4.mul(oddIm, sin));
    const turnedIm = f32x4.add(f32x4.mul(oddRe, sin), f32x4.mul(oddIm, cos));
    const lowRe = f32x4.add(evenRe, turnedRe);
    const lowIm = f32x4.add(evenIm, turnedIm);
    const highRe = f32x4.sub(evenRe, turnedRe);
    const highIm = f32x4.sub(evenIm, turnedIm);
    v128.store(low, f32x4.add(f32x4.mul(lowRe, lowRe), f32x4.mul(lowIm, lowIm)));
    v128.store(high, f32x4.add(f32x4.mul(highRe, highRe), f32x4.mul(highIm, highIm)));
  }
}
