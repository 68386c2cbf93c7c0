/**
 * Functions of four float32 at a time, after Cephes (Moshier): errors of one or two units in the last place. NaN comes
 * out as NaN.
 */
import { madd, nmadd } from './relaxed';

/** e^(x - n ln 2) for x within half an ln 2 of that. */
// @ts-ignore: decorator
@inline
function expFraction4(x: v128, n: v128): v128 {
  let r = nmadd(n, f32x4.splat(0.693359375), x);
  r = nmadd(n, f32x4.splat(-2.12194440e-4), r);
  let p = madd(f32x4.splat(1.9875691500e-4), r, f32x4.splat(1.3981999507e-3));
  p = madd(p, r, f32x4.splat(8.3334519073e-3));
  p = madd(p, r, f32x4.splat(4.1665795894e-2));
  p = madd(p, r, f32x4.splat(1.6666665459e-1));
  p = madd(p, r, f32x4.splat(5.0000001201e-1));
  return f32x4.add(madd(p, f32x4.mul(r, r), r), f32x4.splat(1));
}

/** e^x; beyond +-87.3 as at the border, so never infinite and never zero. */
// @ts-ignore: decorator
@inline
export function exp4(x: v128): v128 {
  // Of pmin and pmax the first operand comes out where one is NaN; they cost an eighth of min and max.
  x = f32x4.pmax(f32x4.pmin(x, f32x4.splat(88.37)), f32x4.splat(-87.33));
  // Next to 1.5 * 2^23 a float32 has no fraction, and its lowest bits are the whole number.
  const whole = f32x4.splat(12582912);
  const shifted = madd(x, f32x4.splat(1.44269504088896341), whole);
  const p = expFraction4(x, f32x4.sub(shifted, whole));
  return f32x4.mul(p, i32x4.add(i32x4.shl(shifted, 23), i32x4.splat(0x3f800000)));
}

/** 1 / (1 + e^-x). */
// @ts-ignore: decorator
@inline
export function sigmoid4(x: v128): v128 {
  const one = f32x4.splat(1);
  return f32x4.div(one, f32x4.add(one, exp4(f32x4.neg(x))));
}

/** Hyperbolic tangent, with a relative error as small near zero as elsewhere. */
// @ts-ignore: decorator
@inline
export function tanh4(x: v128): v128 {
  const one = f32x4.splat(1);
  const size = f32x4.abs(x);
  const square = f32x4.mul(x, x);
  let p = madd(f32x4.splat(-5.70498872745e-3), square, f32x4.splat(2.06390887954e-2));
  p = madd(p, square, f32x4.splat(-5.37397155531e-2));
  p = madd(p, square, f32x4.splat(1.33314422036e-1));
  p = madd(p, square, f32x4.splat(-3.33332819422e-1));
  const small = madd(f32x4.mul(p, square), x, x);
  const far = f32x4.sub(one, f32x4.div(f32x4.splat(2), f32x4.add(exp4(f32x4.add(size, size)), one)));
  const signed = v128.or(far, v128.and(x, i32x4.splat(0x80000000)));
  return v128.bitselect(small, signed, f32x4.lt(size, f32x4.splat(0.625)));
}

/**
 * Natural logarithm over the whole range: minus infinity for 0, NaN for what is negative or NaN, denormal numbers too.
 */
// @ts-ignore: decorator
@inline
export function log4(x: v128): v128 {
  const tiny = f32x4.lt(x, f32x4.splat(1.17549435e-38));
  // 2^23 x is a normal number again.
  const scaled = v128.bitselect(f32x4.mul(x, f32x4.splat(8388608)), x, tiny);
  // x = m 2^e with m between the roots of 1/2 and 2.
  const root = i32x4.splat(0x3f3504f3);
  const above = i32x4.sub(scaled, root);
  const m = i32x4.add(v128.and(above, i32x4.splat(0x7fffff)), root);
  const e = f32x4.sub(f32x4.convert_i32x4_s(i32x4.shr_s(above, 23)), v128.and(tiny, f32x4.splat(23)));
  const f = f32x4.sub(m, f32x4.splat(1));
  let p = madd(f32x4.splat(7.0376836292e-2), f, f32x4.splat(-1.1514610310e-1));
  p = madd(p, f, f32x4.splat(1.1676998740e-1));
  p = madd(p, f, f32x4.splat(-1.2420140846e-1));
  p = madd(p, f, f32x4.splat(1.4249322787e-1));
  p = madd(p, f, f32x4.splat(-1.6668057665e-1));
  p = madd(p, f, f32x4.splat(2.0000714765e-1));
  p = madd(p, f, f32x4.splat(-2.4999993993e-1));
  p = madd(p, f, f32x4.splat(3.3333331174e-1));
  const square = f32x4.mul(f, f);
  p = f32x4.mul(f32x4.mul(p, f), square);
  p = madd(e, f32x4.splat(-2.12194440e-4), p);
  p = nmadd(f32x4.splat(0.5), square, p);
  const finite = madd(e, f32x4.splat(0.693359375), f32x4.add(f, p));
  // Infinity and NaN are their own logarithms; of what is below zero there is none.
  const ordinary = v128.bitselect(finite, x, f32x4.lt(x, f32x4.splat(Infinity)));
  const zero = f32x4.eq(x, i32x4.splat(0));
  const some = v128.or(ordinary, f32x4.lt(x, i32x4.splat(0)));
  return v128.bitselect(f32x4.splat(-Infinity), some, zero);
}

/** e^x over the whole range, denormal numbers and infinity included. */
// @ts-ignore: decorator
@inline
export function exactExp4(x: v128): v128 {
  const held = f32x4.max(f32x4.min(x, f32x4.splat(89)), f32x4.splat(-104));
  const n = f32x4.nearest(f32x4.mul(held, f32x4.splat(1.44269504088896341)));
  // The power of two in two steps: one alone would leave the range.
  const half = i32x4.shr_s(i32x4.trunc_sat_f32x4_s(n), 1);
  const rest = i32x4.sub(i32x4.trunc_sat_f32x4_s(n), half);
  const p = expFraction4(held, n);
  const first = f32x4.mul(p, i32x4.shl(i32x4.add(half, i32x4.splat(127)), 23));
  return f32x4.mul(first, i32x4.shl(i32x4.add(rest, i32x4.splat(127)), 23));
}
