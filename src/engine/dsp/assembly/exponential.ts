const LOG2_E: f32 = 1.4426950408889634;
/** ln 2 to 9 bits, so that its product with an exponent is exact, and the rest. */
const LN2_HIGH: f32 = 0.693359375;
const LN2_LOW: f32 = -2.12194440054690583e-4;
/** Beyond these the result would not be a normal number. */
const LOWEST: f32 = -87;
const HIGHEST: f32 = 88;

/**
 * exp(x) of each lane, x limited to -87 to 88: x = n ln 2 + r with |r| <= ln 2 / 2, the series of exp(r) to r^7, whose
 * rest lies below half a unit in the last place.
 */
// @ts-ignore: decorator
@inline
export function exponential(x: v128): v128 {
  const within = f32x4.min(f32x4.max(x, f32x4.splat(LOWEST)), f32x4.splat(HIGHEST));
  const n = f32x4.nearest(f32x4.mul(within, f32x4.splat(LOG2_E)));
  const r = f32x4.sub(f32x4.sub(within, f32x4.mul(n, f32x4.splat(LN2_HIGH))), f32x4.mul(n, f32x4.splat(LN2_LOW)));
  let y = f32x4.splat(1 / 5040);
  y = f32x4.add(f32x4.mul(y, r), f32x4.splat(1 / 720));
  y = f32x4.add(f32x4.mul(y, r), f32x4.splat(1 / 120));
  y = f32x4.add(f32x4.mul(y, r), f32x4.splat(1 / 24));
  y = f32x4.add(f32x4.mul(y, r), f32x4.splat(1 / 6));
  y = f32x4.add(f32x4.mul(y, r), f32x4.splat(0.5));
  y = f32x4.add(f32x4.mul(y, r), f32x4.splat(1));
  y = f32x4.add(f32x4.mul(y, r), f32x4.splat(1));
  const power = i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(n), i32x4.splat(127)), 23);
  return f32x4.mul(y, power);
}
