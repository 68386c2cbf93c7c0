/**
 * Complex discrete Fourier transform of four frames at once, one a lane: point n is two v128 at `data` + 32 n, real parts
 * and imaginary parts. Decimation in frequency, radix 4 and one last pass of radix 2 where the length asks for it; in
 * place, results in digit-reversed order.
 *
 * @param points all of them
 * @param length points of each transform, a power of two from 4 on: `points`, or what odd passes have left
 * @param twiddles for each pass of radix 4 and each k from 1 to span / 4 - 1: w^k, w^2k, w^3k as pairs of f32, w = exp(-2 pi i / span)
 */
export function transform(data: usize, points: i32, length: i32, twiddles: usize): void {
  const end = data + (<usize>points << 5);
  let span = <usize>length << 5;
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

const COS_TURN_5: f32 = 0.30901699437494745;
const SIN_TURN_5: f32 = 0.9510565162951535;
const COS_2_TURNS_5: f32 = -0.8090169943749475;
const SIN_2_TURNS_5: f32 = 0.5877852522924731;
const SIN_TURN_3: f32 = 0.8660254037844386;

/**
 * One pass of radix 5 over transforms of `length` points, which leaves five of a fifth each: the same as {@link transform}.
 *
 * @param twiddles for each k from 0 to length / 5 - 1: w^k, w^2k, w^3k, w^4k as pairs of f32, w = exp(-2 pi i / length)
 */
export function fifths(data: usize, points: i32, length: i32, twiddles: usize): void {
  const end = data + (<usize>points << 5);
  const span = <usize>length << 5;
  const part = span / 5;
  const c1 = f32x4.splat(COS_TURN_5);
  const c2 = f32x4.splat(COS_2_TURNS_5);
  const s1 = f32x4.splat(SIN_TURN_5);
  const s2 = f32x4.splat(SIN_2_TURNS_5);
  for (let first = data; first < data + part; first += 32, twiddles += 32) {
    for (let at0 = first; at0 < end; at0 += span) {
      const at1 = at0 + part;
      const at2 = at1 + part;
      const at3 = at2 + part;
      const at4 = at3 + part;
      const re0 = v128.load(at0);
      const im0 = v128.load(at0, 16);
      const sum14Re = f32x4.add(v128.load(at1), v128.load(at4));
      const sum14Im = f32x4.add(v128.load(at1, 16), v128.load(at4, 16));
      const gap14Re = f32x4.sub(v128.load(at1), v128.load(at4));
      const gap14Im = f32x4.sub(v128.load(at1, 16), v128.load(at4, 16));
      const sum23Re = f32x4.add(v128.load(at2), v128.load(at3));
      const sum23Im = f32x4.add(v128.load(at2, 16), v128.load(at3, 16));
      const gap23Re = f32x4.sub(v128.load(at2), v128.load(at3));
      const gap23Im = f32x4.sub(v128.load(at2, 16), v128.load(at3, 16));
      v128.store(at0, f32x4.add(re0, f32x4.add(sum14Re, sum23Re)));
      v128.store(at0, f32x4.add(im0, f32x4.add(sum14Im, sum23Im)), 16);
      let midRe = f32x4.add(re0, f32x4.add(f32x4.mul(c1, sum14Re), f32x4.mul(c2, sum23Re)));
      let midIm = f32x4.add(im0, f32x4.add(f32x4.mul(c1, sum14Im), f32x4.mul(c2, sum23Im)));
      let sideRe = f32x4.add(f32x4.mul(s1, gap14Re), f32x4.mul(s2, gap23Re));
      let sideIm = f32x4.add(f32x4.mul(s1, gap14Im), f32x4.mul(s2, gap23Im));
      storeTurned(at1, f32x4.add(midRe, sideIm), f32x4.sub(midIm, sideRe), twiddles);
      storeTurned(at4, f32x4.sub(midRe, sideIm), f32x4.add(midIm, sideRe), twiddles + 24);
      midRe = f32x4.add(re0, f32x4.add(f32x4.mul(c2, sum14Re), f32x4.mul(c1, sum23Re)));
      midIm = f32x4.add(im0, f32x4.add(f32x4.mul(c2, sum14Im), f32x4.mul(c1, sum23Im)));
      sideRe = f32x4.sub(f32x4.mul(s2, gap14Re), f32x4.mul(s1, gap23Re));
      sideIm = f32x4.sub(f32x4.mul(s2, gap14Im), f32x4.mul(s1, gap23Im));
      storeTurned(at2, f32x4.add(midRe, sideIm), f32x4.sub(midIm, sideRe), twiddles + 8);
      storeTurned(at3, f32x4.sub(midRe, sideIm), f32x4.add(midIm, sideRe), twiddles + 16);
    }
  }
}

/** One pass of radix 3, see {@link fifths}. @param twiddles w^k and w^2k for each k from 0 to length / 3 - 1 */
export function thirds(data: usize, points: i32, length: i32, twiddles: usize): void {
  const end = data + (<usize>points << 5);
  const span = <usize>length << 5;
  const part = span / 3;
  const half = f32x4.splat(0.5);
  const s1 = f32x4.splat(SIN_TURN_3);
  for (let first = data; first < data + part; first += 32, twiddles += 16) {
    for (let at0 = first; at0 < end; at0 += span) {
      const at1 = at0 + part;
      const at2 = at1 + part;
      const re0 = v128.load(at0);
      const im0 = v128.load(at0, 16);
      const sumRe = f32x4.add(v128.load(at1), v128.load(at2));
      const sumIm = f32x4.add(v128.load(at1, 16), v128.load(at2, 16));
      const sideRe = f32x4.mul(s1, f32x4.sub(v128.load(at1), v128.load(at2)));
      const sideIm = f32x4.mul(s1, f32x4.sub(v128.load(at1, 16), v128.load(at2, 16)));
      const midRe = f32x4.sub(re0, f32x4.mul(half, sumRe));
      const midIm = f32x4.sub(im0, f32x4.mul(half, sumIm));
      v128.store(at0, f32x4.add(re0, sumRe));
      v128.store(at0, f32x4.add(im0, sumIm), 16);
      storeTurned(at1, f32x4.add(midRe, sideIm), f32x4.sub(midIm, sideRe), twiddles);
      storeTurned(at2, f32x4.sub(midRe, sideIm), f32x4.add(midIm, sideRe), twiddles + 8);
    }
  }
}
