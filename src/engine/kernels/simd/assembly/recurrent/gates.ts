import { madd } from '../relaxed';

/**
 * Hyperbolic tangent as x P(x^2) / Q(x^2), relative error at most 3e-7, never beyond 1: half the work of tanh4 of
 * math.ts, and one set of constants for all gates, which mostly stay in registers. The coefficients are the minimax fit
 * of the relative error on [0, 7.9] by Lawson's algorithm; beyond, where 1 - tanh is below 3e-7, it stays as at the border.
 * NaN comes out as NaN: it is pmin's and pmax's first operand.
 */
// @ts-ignore: decorator
@inline
export function gateTanh4(x: v128): v128 {
  const one = f32x4.splat(1);
  x = f32x4.pmax(f32x4.pmin(x, f32x4.splat(7.9)), f32x4.splat(-7.9));
  const u = f32x4.mul(x, x);
  let p = madd(u, f32x4.splat(1.5430883237854687e-8), f32x4.splat(2.202513860538602e-5));
  let q = madd(u, f32x4.splat(8.59990393564658e-7), f32x4.splat(3.423832531552762e-4));
  p = madd(p, u, f32x4.splat(3.579100826755166e-3));
  q = madd(q, u, f32x4.splat(2.6192646473646164e-2));
  p = madd(p, u, f32x4.splat(1.3450710475444794e-1));
  q = madd(q, u, f32x4.splat(4.6784037351608276e-1));
  return f32x4.div(f32x4.mul(madd(p, u, one), x), madd(q, u, one));
}

/** Logistic function, 1 / (1 + e^-x) = (1 + tanh(x / 2)) / 2, absolute error at most 2e-7. */
// @ts-ignore: decorator
@inline
export function gateSigmoid4(x: v128): v128 {
  const half = f32x4.splat(0.5);
  return madd(gateTanh4(f32x4.mul(x, half)), half, half);
}
