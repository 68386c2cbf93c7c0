/**
 * Complex discrete Fourier transform of four frames at once, one a lane: point n is two v128 at `data` + 32 n, real parts
 * and imaginary parts. Decimation in frequency, radix 4 and one last pass of radix 2 where the length asks for it; in
 * place, results in digit-reversed order.
 *
 * @param points a power of two from 4 on
 * @param twiddles for each pass of radix 4 and each k from 1 to span / 4 - 1: w^k, w^2k, w^3k as pairs of f32, w = exp(-2 pi i / span)
 */
export function transform(data: usize, points: i32, twiddles: usize): void {
  const end = data + (<usize>points << 5);
  let span = <usize>points << 5;
  for (; span >= 128; span >>= 2) {
    const quarter = span >> 2;
    for (let at = data; at < end; at += span) plainButterfly(at, quarter);
    for (let first = data + 32; first < data + quarter; first += 32) {
      for (let at = first; at < end; at += span) butterfly(at, quarter, twiddles);
      twiddles += 24;
    }
  }
  if (span != 64) return;
  for (let at = data; at < end; at += 64) {
    const aRe = v128.load(at);
    const aIm = v128.load(at, 16);
    const bRe = v128.load(at, 32);
    const bIm = v128.load(at, 48);
    v128.store(at, f32x4.add(aRe, bRe));
    v128.store(at, f32x4.add(aIm, bIm), 16);
    v128.store(at, f32x4.sub(aRe, bRe), 32);
    v128.store(at, f32x4.sub(aIm, bIm), 48);
  }
}

/** The butterfly of k = 0, whose twiddles are 1. */
// @ts-ignore: decorator
@inline
function plainButterfly(at: usize, quarter: usize): void {
  const at1 = at + quarter;
  const at2 = at1 + quarter;
  const at3 = at2 + quarter;
  const aRe = v128.load(at);
  const aIm = v128.load(at, 16);
  const cRe = v128.load(at2);
  const cIm = v128.load(at2, 16);
  const sumAcRe = f32x4.add(aRe, cRe);
  const sumAcIm = f32x4.add(aIm, cIm);
  const gapAcRe = f32x4.sub(aRe, cRe);
  const gapAcIm = f32x4.sub(aIm, cIm);
  const bRe = v128.load(at1);
  const bIm = v128.load(at1, 16);
  const dRe = v128.load(at3);
  const dIm = v128.load(at3, 16);
  const sumBdRe = f32x4.add(bRe, dRe);
  const sumBdIm = f32x4.add(bIm, dIm);
  // -i (b - d)
  const turnRe = f32x4.sub(bIm, dIm);
  const turnIm = f32x4.sub(dRe, bRe);
  v128.store(at, f32x4.add(sumAcRe, sumBdRe));
  v128.store(at, f32x4.add(sumAcIm, sumBdIm), 16);
  v128.store(at1, f32x4.add(gapAcRe, turnRe));
  v128.store(at1, f32x4.add(gapAcIm, turnIm), 16);
  v128.store(at2, f32x4.sub(sumAcRe, sumBdRe));
  v128.store(at2, f32x4.sub(sumAcIm, sumBdIm), 16);
  v128.store(at3, f32x4.sub(gapAcRe, turnRe));
  v128.store(at3, f32x4.sub(gapAcIm, turnIm), 16);
}

// @ts-ignore: decorator
@inline
function butterfly(at: usize, quarter: usize, twiddles: usize): void {
  const at1 = at + quarter;
  const at2 = at1 + quarter;
  const at3 = at2 + quarter;
  const aRe = v128.load(at);
  const aIm = v128.load(at, 16);
  const cRe = v128.load(at2);
  const cIm = v128.load(at2, 16);
  const sumAcRe = f32x4.add(aRe, cRe);
  const sumAcIm = f32x4.add(aIm, cIm);
  const gapAcRe = f32x4.sub(aRe, cRe);
  const gapAcIm = f32x4.sub(aIm, cIm);
  const bRe = v128.load(at1);
  const bIm = v128.load(at1, 16);
  const dRe = v128.load(at3);
  const dIm = v128.load(at3, 16);
  const sumBdRe = f32x4.add(bRe, dRe);
  const sumBdIm = f32x4.add(bIm, dIm);
  // -i (b - d)
  const turnRe = f32x4.sub(bIm, dIm);
  const turnIm = f32x4.sub(dRe, bRe);
  v128.store(at, f32x4.add(sumAcRe, sumBdRe));
  v128.store(at, f32x4.add(sumAcIm, sumBdIm), 16);
  storeTurned(at1, f32x4.add(gapAcRe, turnRe), f32x4.add(gapAcIm, turnIm), twiddles);
  storeTurned(at2, f32x4.sub(sumAcRe, sumBdRe), f32x4.sub(sumAcIm, sumBdIm), twiddles + 8);
  storeTurned(at3, f32x4.sub(gapAcRe, turnRe), f32x4.sub(gapAcIm, turnIm), twiddles + 16);
}

/** Stores a complex number times the twiddle at `twiddle`. */
// @ts-ignore: decorator
@inline
function storeTurned(at: usize, re: v128, im: v128, twiddle: usize): void {
  const cos = v128.load32_splat(twiddle);
  const sin = v128.load32_splat(twiddle, 4);
  v128.store(at, f32x4.sub(f32x4.mul(re, cos), f32x4.mul(im, sin)));
  v128.store(at, f32x4.add(f32x4.mul(re, sin), f32x4.mul(im, cos)), 16);
}
